package dev.millrace.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Millrace cannot start for a reason that its operator can mend: a setting, the home folder or the
 * database. The message is for that person, complete without a stack trace and free of secrets.
 */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String fix;

  /**
   * An error with its remedy.
   *
   * @param problem what is wrong, as a sentence that names the thing
   * @param fix what to do about it, as a sentence
   */
  public StartupException(String problem, String fix) {
    this(problem, fix, null);
  }

  /** As above, with the failure behind it, for the log. */
  public StartupException(String problem, String fix, @Nullable Throwable cause) {
    super(problem + " " + fix, cause);
    this.fix = fix;
  }

  /** What to do: the last sentence of the message. */
  public String fix() {
    return fix;
  }

  /** The startup exception in this chain of causes: containers wrap what their beans throw. */
  public static Optional<StartupException> in(Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof StartupException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
