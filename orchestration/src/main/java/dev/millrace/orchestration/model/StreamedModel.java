package dev.millrace.orchestration.model;

import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A model that is asked for a stream, whoever serves it. */
final class StreamedModel implements ChatModel {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final ModelConnection connection;
  private final Dialect dialect;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;

  StreamedModel(ModelConnection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.http =
        HttpClient.newBuilder()
            // One connection is one call, so that ending the call is closing the connection.
            .version(HttpClient.Version.HTTP_1_1)
            // A redirect would take the key and the evidence to a host that nobody configured.
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connection.timeouts().connect())
            .executor(executor)
            .build();
  }

  @Override
  public ModelReply chat(ModelRequest request, PieceSink pieces, Cancellation cancellation) {
    Call call = new Call(connection, request, pieces, cancellation);
    Optional<String> refusal = dialect.refusal(request);
    if (cancellation.cancelled()) {
      call.cancelled();
    } else if (http.isTerminated()) {
      call.fail(Fault.UNREACHABLE, "was closed");
    } else if (refusal.isPresent()) {
      call.fail(Fault.REJECTED, "can't be asked this: " + refusal.get());
    } else {
      ask(request, call);
    }
    return call.reply();
  }

  private void ask(ModelRequest request, Call call) {
    Exchange exchange = new Exchange(http, call, dialect.streamType());
    try {
      dialect
          .client(exchange.builder())
          .chat(
              ChatRequest.builder()
                  .messages(Messages.of(request))
                  .parameters(dialect.parameters(request))
                  .build(),
              new AnswerHandler(call));
    } catch (RuntimeException e) {
      // LangChain4j refuses some requests before sending them.
      call.fail(Fault.REJECTED, "can't be asked this: " + ErrorText.of(e));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    try {
      // The executor tells the calls under way that they are over, so it goes last.
      http.awaitTermination(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdown();
  }
}
