package dev.millrace.app.golden;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question in a run. Holds ids and numbers, so that who may see the run need not be
 * allowed to read what was found.
 *
 * @param question its id
 * @param outcome an {@link Outcome}'s wire name
 * @param measures by name; null where nothing should be found
 * @param found the first passages, best first
 * @param unknown external ids that are expected and that no document has
 * @param reason why it could not be asked; null where it could
 */
@Serdeable
record GoldenResult(
    String question,
    String outcome,
    @Nullable Map<String, Double> measures,
    List<Hit> found,
    List<String> unknown,
    @Nullable String reason) {
  /** What can come of a question. */
  enum Outcome {
    /** Something wanted is among the first ten. */
    ANSWERED,
    /** Nothing wanted is. */
    UNANSWERED,
    /** Nothing should be found, and nothing was. */
    RIGHTLY_EMPTY,
    /** Nothing should be found, and something was. */
    WRONGLY_FOUND,
    /** It could not be asked: its filters name what is not there any more. */
    FAILED;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A passage that was found.
   *
   * @param met which of what is expected it is, from 0
   */
  @Serdeable
  record Hit(UUID documentId, UUID passageId, List<Integer> met) {
    Hit {
      met = List.copyOf(met);
    }
  }

  GoldenResult {
    found = List.copyOf(found);
    unknown = List.copyOf(unknown);
  }

  boolean is(Outcome other) {
    return outcome.equals(other.wire());
  }
}
