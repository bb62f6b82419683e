package dev.millrace.orchestration.model;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong before there was a stream, in a provider's terms and in ours. */
final class HttpFaults {
  private HttpFaults() {}

  /** No response came. */
  static void connection(Call call, Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      call.fail(Fault.UNREACHABLE, "did not take the connection in time");
    } else if (isOf(cause, UnresolvedAddressException.class)) {
      call.fail(Fault.UNREACHABLE, "can't be reached: no such host; check its URL");
    } else if (cause instanceof ConnectException) {
      call.fail(Fault.UNREACHABLE, "can't be reached: nothing listens there; is it started?");
    } else if (isOf(cause, SSLException.class)) {
      call.fail(
          Fault.UNREACHABLE, "can't be reached: the TLS handshake failed: " + ErrorText.of(cause));
    } else {
      // The request was sent, or partly.
      call.reached();
      call.fail(Fault.CUT, "broke the connection before it answered: " + ErrorText.of(cause));
    }
  }

  /** A response came, but not a good one. */
  static void status(Call call, HttpResponse<?> response, ResponseBody body) {
    int status = response.statusCode();
    String said = ErrorText.of(body.beginning());
    String answer = "answered " + status + (said.isEmpty() ? "" : ": " + said);
    switch (status) {
      case 401, 403 -> call.fail(Fault.UNAUTHORIZED, answer + "; check its key");
      case 404 -> call.fail(Fault.REJECTED, answer + "; check the model's name and the URL's path");
      case 429 -> call.fail(Fault.RATE_LIMITED, answer + retryAfter(response));
      default -> {
        if (status >= 500) {
          call.fail(Fault.SERVER_ERROR, answer);
        } else if (status >= 400) {
          call.fail(Fault.REJECTED, answer);
        } else {
          String target = response.headers().firstValue("Location").orElse("nowhere");
          call.fail(
              Fault.REJECTED,
              "answered " + status + ", a redirect to " + target + "; write its final URL");
        }
      }
    }
  }

  /** A good response came, but not a stream. */
  static void notAStream(Call call, String type, ResponseBody body) {
    Optional<String> error = ErrorText.ofError(body.beginning());
    if (error.isPresent()) {
      call.fail(Fault.SERVER_ERROR, "answered with an error: " + error.get());
    } else {
      call.fail(
          Fault.MALFORMED, "answered with " + type + " where a stream was due; check its URL");
    }
  }

  private static String retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(after -> "; it asks to wait " + (after.matches("\\d+") ? after + " s" : after))
        .orElse("");
  }

  private static boolean isOf(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
