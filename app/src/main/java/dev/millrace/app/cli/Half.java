package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * A half of a collection's queries, always the same: one to learn from failures, one to see whether
 * what was learnt holds. All queries of a conversation are in the same half.
 */
enum Half {
  ALL,
  FIRST,
  SECOND;

  /** What stands between a conversation's id and the turn's number, in multi-turn collections. */
  private static final String TURN = "<::>";

  /** The name on the command line. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a query is in it: by the lowest bit of its conversation's SHA-256. */
  boolean holds(String query) {
    return switch (this) {
      case ALL -> true;
      case FIRST -> bit(query) == 0;
      case SECOND -> bit(query) == 1;
    };
  }

  private static int bit(String query) {
    String conversation = query.split(TURN, 2)[0];
    try {
      return MessageDigest.getInstance("SHA-256").digest(conversation.getBytes(UTF_8))[0] & 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
