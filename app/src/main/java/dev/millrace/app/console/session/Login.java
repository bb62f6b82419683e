package dev.millrace.app.console.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** What became of a login. */
public sealed interface Login {
  /** Let in. */
  record Accepted(Sessions.Opened opened) implements Login {
    public Accepted {
      requireNonNull(opened, "opened");
    }
  }

  /**
   * Not let in.
   *
   * @param why for the person
   */
  record Refused(String why) implements Login {
    public Refused {
      requireNonNull(why, "why");
    }
  }

  /**
   * Not even tried: too many logins from there failed.
   *
   * @param left until the next may be tried
   */
  record TooMany(Duration left) implements Login {
    public TooMany {
      requireNonNull(left, "left");
    }
  }
}
