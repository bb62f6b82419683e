package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.filter.Facets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A number for all that an index makes of a passage: its text and language, who may read it, what
 * it offers to filters, its vector. Kept beside it, so that what an index holds can be compared
 * with the corpus.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** The first 64 bits of SHA-256 over what the index is given of a passage. */
  public static long of(Projected document, ProjectedPassage passage) {
    Facets facets = Facets.of(document.documentId(), document.allow(), document.properties());
    String facts =
        String.join(
            "\0",
            passage.passage().searchable(document.title()),
            String.valueOf(document.properties().language()),
            sorted(document.allow()),
            sorted(document.deny()),
            facets.values().stream()
                .map(FacetTerms::value)
                .sorted()
                .collect(Collectors.joining("\1")),
            facets.dates().entrySet().stream()
                .map(date -> date.getKey() + "\1" + FacetTerms.millis(date.getValue()))
                .sorted()
                .collect(Collectors.joining("\1")));
    byte[] text = facts.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(text.length + passage.vector().length * Float.BYTES).put(text);
    for (float number : passage.vector()) {
      all.putFloat(number);
    }
    return ByteBuffer.wrap(Revision.sha256(all.array())).getLong();
  }

  private static String sorted(Collection<Long> ids) {
    return ids.stream().sorted().map(id -> Long.toString(id)).collect(Collectors.joining(" "));
  }
}
