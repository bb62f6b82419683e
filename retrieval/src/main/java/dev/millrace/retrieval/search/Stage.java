package dev.millrace.retrieval.search;

import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.List;

/**
 * A step of the mode hybrid that orders candidates anew once they are found. Stages don't know each
 * other; the list that they are in says who has the last word.
 */
interface Stage {
  /** The candidates in another order, best first; more of them if need be. */
  List<Candidate> rank(List<Candidate> ranked, Asked asked);

  /**
   * The search that it is a step of.
   *
   * @param words of the query, its operators taken out
   * @param access what may be proposed
   * @param depth that candidates were looked for
   * @param readings what the viewer may read of them
   * @param notes takes what the answer has to say about itself
   */
  record Asked(
      SearchRequest request,
      String words,
      AccessFilter access,
      int depth,
      Readings readings,
      List<SearchNote> notes) {}
}
