package dev.millrace.app.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts every failure into the one form, or into that of the path's {@link Doorkeeper}: what
 * controllers and filters throw, and what the framework finds wrong by itself. What is the server's
 * fault goes to the log, under an id that the answer carries; nothing of its inside goes to the
 * caller.
 */
@Singleton
@Produces
final class ErrorAnswers
    implements ErrorResponseProcessor<Object>, ExceptionHandler<Throwable, HttpResponse<?>> {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final List<Doorkeeper> doorkeepers;

  ErrorAnswers(List<Doorkeeper> doorkeepers) {
    this.doorkeepers = doorkeepers;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public HttpResponse<?> handle(HttpRequest request, Throwable thrown) {
    return answer(request, thrown, HttpResponse.serverError());
  }

  @Override
  @SuppressWarnings("unchecked")
  public MutableHttpResponse<Object> processResponse(
      ErrorContext context, MutableHttpResponse<?> base) {
    return (MutableHttpResponse<Object>)
        answer(context.getRequest(), context.getRootCause().orElse(null), base);
  }

  private MutableHttpResponse<?> answer(
      HttpRequest<?> request, @Nullable Throwable thrown, MutableHttpResponse<?> base) {
    ApiException found = Diagnosis.of(thrown, base.code(), request);
    // One of ours that is internal was logged where it happened.
    ApiException said =
        found.code() == ErrorCode.INTERNAL && !(thrown instanceof ApiException)
            ? UnexpectedFault.logged(request.getMethodName() + " " + request.getPath(), thrown)
            : found;
    if (said.code() == ErrorCode.DATABASE_UNAVAILABLE
        || said.code() == ErrorCode.INDEX_UNAVAILABLE) {
      LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), String.valueOf(thrown));
    }
    MutableHttpResponse<?> response = base.status(said.code().status());
    return Doorkeeper.of(request, doorkeepers)
        .<MutableHttpResponse<?>>map(doorkeeper -> doorkeeper.refusal(request, said, response))
        .orElseGet(() -> json(request, said, response));
  }

  private static MutableHttpResponse<ErrorBody> json(
      HttpRequest<?> request, ApiException said, MutableHttpResponse<?> response) {
    if (said.code().status() == io.micronaut.http.HttpStatus.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"millrace\"");
    }
    said.code().headers().forEach(response::header);
    // An answer to HEAD has no body, whatever it says.
    ErrorBody body = request.getMethod() == HttpMethod.HEAD ? null : said.body();
    return response.contentType(MediaType.APPLICATION_JSON_TYPE).body(body);
  }
}
