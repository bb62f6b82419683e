package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.util.List;

/**
 * Where candidates become evidence: the truth about text and rights, asked at the moment of the
 * search.
 */
public interface EvidenceStore {
  /**
   * Those of the candidates that are passages of a current revision of a document that the viewer
   * may read and that meets the filters, in the candidates' order and with their scores. One round
   * trip.
   */
  List<Evidence> readable(Viewer viewer, Filters filters, List<Candidate> candidates);
}
