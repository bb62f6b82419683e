package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The HTTP exchange of one call, as LangChain4j's transport. Unlike its own it works on the calling
 * thread from the request to the last event, keeps the time limits, and closes the connection when
 * the call ends early.
 */
final class Exchange implements dev.langchain4j.http.client.HttpClient {
  private final HttpClient http;
  private final Call call;
  private final String streamType;

  Exchange(HttpClient http, Call call, String streamType) {
    this.http = http;
    this.call = call;
    this.streamType = streamType;
  }

  HttpClientBuilder builder() {
    return new OneExchange(this);
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("models are asked for streams only");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    ResponseBody body = new ResponseBody(call);
    CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(toJdk(request), head -> body);
    try (Cancellation.Registration _ =
        call.cancellation()
            .onCancel(
                () -> {
                  answer.cancel(true);
                  body.cancel();
                })) {
      Optional<HttpResponse<Void>> response = await(answer);
      if (response.isPresent() && isStream(response.get(), body)) {
        listener.onOpen(opened(response.get()));
        parser.parse(body.stream(), new CheckedEvents(call, listener));
        if (!call.over()) {
          listener.onClose();
        }
      }
    } finally {
      answer.cancel(true);
      body.release();
    }
  }

  private Optional<HttpResponse<Void>> await(CompletableFuture<HttpResponse<Void>> answer) {
    try {
      return Optional.of(answer.get(Math.max(0, call.patience().left()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      call.late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.cancelled();
    } catch (CancellationException e) {
      call.cancelled();
    } catch (ExecutionException e) {
      if (Thread.currentThread().isInterrupted()) {
        // An interrupt while this thread was sending closes the connection.
        call.cancelled();
      } else {
        HttpFaults.connection(call, e.getCause() == null ? e : e.getCause());
      }
    }
    return Optional.empty();
  }

  private boolean isStream(HttpResponse<Void> response, ResponseBody body) {
    if (response.statusCode() < 200 || response.statusCode() > 299) {
      HttpFaults.status(call, response, body);
      return false;
    }
    call.reached();
    String type =
        response.headers().firstValue("Content-Type").orElse(streamType).toLowerCase(Locale.ROOT);
    if (!type.startsWith(streamType)) {
      HttpFaults.notAStream(call, type, body);
      return false;
    }
    return true;
  }

  private static SuccessfulHttpResponse opened(HttpResponse<Void> response) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(response.headers().map())
        .build();
  }

  private java.net.http.HttpRequest toJdk(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request.headers().forEach((name, values) -> values.forEach(v -> builder.header(name, v)));
    return builder
        .setHeader("Accept", streamType)
        .setHeader("User-Agent", "millrace")
        .method(
            request.method().name(),
            java.net.http.HttpRequest.BodyPublishers.ofString(request.body()))
        .build();
  }
}
