package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

  /**
   * When what those passages say was last changed, as far as that is known and the viewer may read
   * them: a date that the source gave, or else when the document was last written.
   */
  default Map<UUID, Instant> dates(Viewer viewer, List<UUID> passages) {
    return Map.of();
  }
}
