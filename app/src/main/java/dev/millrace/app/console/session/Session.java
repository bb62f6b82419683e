package dev.millrace.app.console.session;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.identity.ApiKey;
import dev.millrace.retrieval.corpus.Principal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Somebody who logged in.
 *
 * @param name of the session, to tell it from others; opens nothing
 * @param key as it was then
 * @param user with whose eyes he reads
 * @param formToken to be sent along with whatever changes something: pages of other sites don't
 *     know it
 */
public record Session(String name, ApiKey key, Principal user, String formToken) {
  public Session {
    requireNonNull(name, "name");
    requireNonNull(key, "key");
    requireNonNull(user, "user");
    requireNonNull(formToken, "formToken");
  }

  /** Whether that is the form token. */
  public boolean sent(String token) {
    return MessageDigest.isEqual(
        formToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return key.prefix() + " as " + user;
  }
}
