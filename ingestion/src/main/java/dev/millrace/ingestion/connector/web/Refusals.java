package dev.millrace.ingestion.connector.web;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Why something can't be had, in words. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(2);

  private Refusals() {}

  /** What a status other than success, redirects and absence means. */
  static Answer.Failed of(int status, Headers headers) {
    OptionalLong seconds = headers.number("Retry-After");
    Duration after =
        seconds.isPresent()
            ? Duration.ofSeconds(Math.min(seconds.getAsLong(), Duration.ofDays(1).toSeconds()))
            : SOON;
    return switch (status) {
      case 401, 407 ->
          Answer.Failed.forGood("answers " + status + ": it wants a login; set authorization");
      case 403 -> Answer.Failed.forGood("answers 403: it may not be read");
      case 429, 503 ->
          new Answer.Failed(
              "answers " + status + ": it has too much to do", true, Optional.of(after));
      default ->
          status >= 500 || status == 408 || status == 425
              ? Answer.Failed.forNow("answers " + status)
              : Answer.Failed.forGood("answers " + status);
    };
  }

  /** What a failed connection means. */
  static Answer.Failed of(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return switch (e) {
      case CheckedNames.Forbidden forbidden -> Answer.Failed.forGood("is refused: " + message);
      case UnknownHostException unknown -> Answer.Failed.forNow("has a host that is not known");
      case ConnectTimeoutException slow -> Answer.Failed.forNow("doesn't take connections in time");
      case SocketTimeoutException silent -> Answer.Failed.forNow("fell silent");
      case ConnectException closed -> Answer.Failed.forNow("can't be connected to");
      case SSLException tls -> Answer.Failed.forNow("can't be trusted: " + message);
      case NoHttpResponseException mute -> Answer.Failed.forNow("closed the connection");
      case ZipException broken -> Answer.Failed.forNow("is compressed wrongly: " + message);
      case IllegalArgumentException strange ->
          Answer.Failed.forGood("can't be asked for: " + message);
      default -> Answer.Failed.forNow("broke off: " + message);
    };
  }
}
