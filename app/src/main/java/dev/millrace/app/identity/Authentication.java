package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What a presented key turned out to be. */
public sealed interface Authentication {
  /** A key in force. */
  record Accepted(ApiKey key) implements Authentication {
    public Accepted {
      requireNonNull(key, "key");
    }
  }

  /** No key of this server. */
  record Unknown() implements Authentication {}

  /** A key whose time is over. */
  record Expired(Instant at) implements Authentication {
    public Expired {
      requireNonNull(at, "at");
    }
  }

  /** A key that was taken back. */
  record Revoked(Instant at) implements Authentication {
    public Revoked {
      requireNonNull(at, "at");
    }
  }
}
