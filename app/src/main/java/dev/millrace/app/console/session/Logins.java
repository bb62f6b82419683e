package dev.millrace.app.console.session;

import dev.millrace.app.identity.ApiKey;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.Authentication;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Principal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Logging in: with a key, or with a link that lets in once. */
@Singleton
public final class Logins {
  /** How long a link lets in. */
  public static final Duration LINK = Duration.ofMinutes(10);

  private static final int MOST_LINKS = 1_000;

  private record Link(ApiKey key, Principal user, Instant until) {}

  private sealed interface Checked {
    record Good(ApiKey key, Principal user) implements Checked {}

    record Bad(String why) implements Checked {}
  }

  private final ApiKeys keys;
  private final Sessions sessions;
  private final FailedLogins failed;
  private final InstantSource clock;

  /** By the hash of the token, oldest first. */
  private final Map<String, Link> links = new LinkedHashMap<>();

  Logins(ApiKeys keys, Sessions sessions, FailedLogins failed, InstantSource clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.failed = failed;
    this.clock = clock;
  }

  /**
   * Logs in with a key.
   *
   * @param presented the key
   * @param user with whose eyes to read; empty for the key's own
   * @param address where the attempt comes from
   */
  public Login logIn(String presented, Optional<String> user, String address) {
    Duration wait = failed.left(address);
    if (wait.isPositive()) {
      return new Login.TooMany(wait);
    }
    return switch (check(presented, user)) {
      case Checked.Good(ApiKey key, Principal reader) -> {
        failed.forget(address);
        yield new Login.Accepted(sessions.open(key, reader));
      }
      case Checked.Bad(String why) -> {
        failed.failed(address);
        yield new Login.Refused(why);
      }
    };
  }

  /**
   * Makes a link that logs in whoever opens it first, within {@link #LINK}.
   *
   * @param presented the key of the session that it opens
   * @param user with whose eyes that session reads; empty for the key's own
   * @return path and query, to be put behind the server's URL
   * @throws IllegalArgumentException if the key would not be let in, saying why
   */
  public String oneTimeLink(String presented, Optional<String> user) {
    return switch (check(presented, user)) {
      case Checked.Good(ApiKey key, Principal reader) -> {
        String token = Token.random();
        keep(Token.hash(token), new Link(key, reader, clock.instant().plus(LINK)));
        yield "/console/login?once=" + token;
      }
      case Checked.Bad(String why) -> throw new IllegalArgumentException(why);
    };
  }

  private synchronized void keep(String hash, Link link) {
    links.put(hash, link);
    if (links.size() > MOST_LINKS) {
      links.remove(links.keySet().iterator().next());
    }
  }

  /**
   * Logs in with the token of a link, which is used up.
   *
   * @param address where the attempt comes from
   */
  public Login redeem(String token, String address) {
    Duration wait = failed.left(address);
    if (wait.isPositive()) {
      return new Login.TooMany(wait);
    }
    Link link = taken(Token.hash(token));
    if (link == null || !clock.instant().isBefore(link.until())) {
      failed.failed(address);
      return new Login.Refused(
          "That link was used or is older than "
              + LINK.toMinutes()
              + " minutes. Sign in with a key.");
    }
    return new Login.Accepted(sessions.open(link.key(), link.user()));
  }

  private synchronized @org.jspecify.annotations.Nullable Link taken(String hash) {
    return links.remove(hash);
  }

  private Checked check(String presented, Optional<String> user) {
    return switch (keys.authenticate(presented.strip())) {
      case Authentication.Accepted(ApiKey key) -> admitted(key, user);
      case Authentication.Unknown() -> new Checked.Bad("This server does not know that key.");
      case Authentication.Expired(var at) -> new Checked.Bad("That key expired at " + at + ".");
      case Authentication.Revoked(var at) -> new Checked.Bad("That key was revoked at " + at + ".");
    };
  }

  private static Checked admitted(ApiKey key, Optional<String> user) {
    if (!Scope.SEARCH.heldBy(key.scopes()) && !Scope.INGEST.heldBy(key.scopes())) {
      return new Checked.Bad("That key opens no page: it has neither the scope search nor ingest.");
    }
    Optional<String> named = user.map(String::strip).filter(name -> !name.isEmpty());
    if (named.isEmpty()) {
      return new Checked.Good(key, Principal.user(key.user()));
    }
    if (!Scope.ACT.heldBy(key.scopes())) {
      return new Checked.Bad("That key may not read as somebody else: it lacks the scope act.");
    }
    try {
      return new Checked.Good(key, Principal.user(named.get()));
    } catch (IllegalArgumentException e) {
      return new Checked.Bad("That is no name of a user: " + e.getMessage() + ".");
    }
  }
}
