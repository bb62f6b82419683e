package dev.millrace.app.console.session;

import dev.millrace.app.identity.ApiKey;
import dev.millrace.retrieval.corpus.Principal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is logged in. Kept in memory: a restart logs everybody out. A session ends {@link #IDLE}
 * after its last use; beyond {@value #MOST} of them, the one that was unused longest ends.
 */
@Singleton
public final class Sessions {
  /** How long a session may be unused. */
  public static final Duration IDLE = Duration.ofHours(12);

  static final int MOST = 10_000;

  /**
   * A session just opened.
   *
   * @param id for the browser of whoever logged in, and nobody else
   */
  public record Opened(String id, Session session) {
    /** Without the id. */
    @Override
    public String toString() {
      return session.toString();
    }
  }

  private record Used(Session session, Instant last) {}

  private final InstantSource clock;

  /** By the hash of the id, the one that was unused longest first. */
  private final Map<String, Used> byHash = new LinkedHashMap<>(16, 0.75f, true);

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  synchronized Opened open(ApiKey key, Principal user) {
    String id = Token.random();
    String hash = Token.hash(id);
    Session session = new Session(hash.substring(0, 16), key, user, Token.random());
    byHash.put(hash, new Used(session, clock.instant()));
    if (byHash.size() > MOST) {
      byHash.remove(byHash.keySet().iterator().next());
    }
    return new Opened(id, session);
  }

  /** The session of that id, which counts as used; empty if there is none or it ended. */
  public synchronized Optional<Session> find(String id) {
    String hash = Token.hash(id);
    Used used = byHash.get(hash);
    if (used == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!now.isBefore(used.last().plus(IDLE))) {
      byHash.remove(hash);
      return Optional.empty();
    }
    byHash.put(hash, new Used(used.session(), now));
    return Optional.of(used.session());
  }

  /** Ends the session of that id, if there is one. */
  public synchronized void close(String id) {
    byHash.remove(Token.hash(id));
  }
}
