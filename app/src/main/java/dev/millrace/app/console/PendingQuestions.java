package dev.millrace.app.console;

import static java.util.Objects.requireNonNull;

import dev.millrace.app.console.session.Session;
import dev.millrace.app.console.session.Token;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Questions between the request that brought them and the one that reads the answer: browsers can
 * read events only from a GET, and a question has no place in a URL. Each is taken once, by the
 * session that asked it, within a minute.
 */
@Singleton
final class PendingQuestions {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  /** A question, in a conversation or to begin one. */
  record Pending(String question, Optional<UUID> conversation) {
    Pending {
      requireNonNull(question, "question");
      requireNonNull(conversation, "conversation");
    }
  }

  private record Kept(String session, Pending question, Instant until) {}

  private final InstantSource clock;
  private final Map<String, Kept> byToken = new LinkedHashMap<>();

  PendingQuestions(InstantSource clock) {
    this.clock = clock;
  }

  /** Keeps a question; what to ask for its answer with. */
  synchronized String keep(Session session, Pending question) {
    String token = Token.random();
    byToken.put(token, new Kept(session.name(), question, clock.instant().plus(LIFE)));
    if (byToken.size() > MOST) {
      byToken.remove(byToken.keySet().iterator().next());
    }
    return token;
  }

  /** The question, which is gone then; empty if there is none, or it is another session's. */
  synchronized Optional<Pending> take(Session session, String token) {
    Kept kept = byToken.get(token);
    if (kept == null || !kept.session().equals(session.name())) {
      return Optional.empty();
    }
    byToken.remove(token);
    return clock.instant().isBefore(kept.until()) ? Optional.of(kept.question()) : Optional.empty();
  }
}
