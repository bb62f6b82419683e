package dev.millrace.retrieval.index;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.List;

/**
 * What both legs propose for one query, each passage with both scores, over one state of the index.
 * To be closed, since that state is held until then.
 */
public interface CandidatePool extends AutoCloseable {
  /**
   * A text that was found to fit, and that the viewer may read.
   *
   * @param weight how much it counts beside the others, positive
   */
  record RelevantText(String text, double weight) {
    public RelevantText {
      requireNonNull(text, "text");
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("a relevant text has a positive weight, not " + weight);
      }
    }
  }

  /** All by words, best first, ties by passage id; 0 for one that shares no term. */
  List<Candidate> lexical();

  /**
   * All by the query's words and those that the texts have in common, best first, ties by passage
   * id.
   */
  List<Candidate> lexical(List<RelevantText> relevant);

  /** All by nearness, best first, ties by passage id. */
  List<Candidate> nearest();

  /** Whether the legs had no more to offer. */
  boolean complete();

  @Override
  void close();
}
