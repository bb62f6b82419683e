package dev.millrace.orchestration.model;

import java.time.Duration;

/**
 * How long a call may wait, each over zero and at most a day.
 *
 * @param connect for the connection
 * @param firstToken from the start of the call to the first piece of text or reasoning
 * @param betweenTokens from one piece to the next; a server's signs of life between them don't
 *     count
 * @param whole for the whole call
 */
public record Timeouts(
    Duration connect, Duration firstToken, Duration betweenTokens, Duration whole) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Ten seconds to connect, a minute to the first token (a long prompt on a processor), twenty
   * seconds between tokens, five minutes in all.
   */
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(20),
          Duration.ofMinutes(5));

  public Timeouts {
    require("connect", connect);
    require("firstToken", firstToken);
    require("betweenTokens", betweenTokens);
    require("whole", whole);
  }

  private static void require(String name, Duration value) {
    if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the time limit " + name + " is over zero and at most a day, not " + value);
    }
  }
}
