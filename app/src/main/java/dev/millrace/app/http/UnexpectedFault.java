package dev.millrace.app.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fault of the server's: the log has it under an id, and the caller is told the id alone. */
public final class UnexpectedFault {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFault.class);

  private UnexpectedFault() {}

  /**
   * Writes it to the log.
   *
   * @param what failed
   */
  public static ApiException logged(String what, @Nullable Throwable thrown) {
    String id = UUID.randomUUID().toString();
    LOG.error("{} failed, id {}", what, id, thrown);
    return new ApiException(
        ErrorCode.INTERNAL, "the server failed; its log tells more under " + id, null);
  }
}
