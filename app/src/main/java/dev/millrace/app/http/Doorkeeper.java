package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the door of a part of the server that is entered otherwise than with a key in a header.
 * What the routes there need they say with {@link RequiresScope} and {@link NoKeyNeeded} like all
 * others.
 */
public interface Doorkeeper {
  /** Whether the request is for that part, whether or not there is such a path. */
  boolean keeps(HttpRequest<?> request);

  /**
   * Who makes the request.
   *
   * @throws ApiException if nobody who was let in does
   */
  Caller caller(HttpRequest<?> request);

  /**
   * Says an error in the form that is understood there.
   *
   * @param response with the error's status, to be completed
   */
  MutableHttpResponse<?> refusal(
      HttpRequest<?> request, ApiException said, MutableHttpResponse<?> response);

  /** The one whose part a request is for; empty for the API. */
  static Optional<Doorkeeper> of(HttpRequest<?> request, List<Doorkeeper> doorkeepers) {
    return doorkeepers.stream().filter(doorkeeper -> doorkeeper.keeps(request)).findFirst();
  }
}
