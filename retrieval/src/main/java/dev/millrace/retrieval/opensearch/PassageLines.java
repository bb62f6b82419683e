package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.filter.Facets;
import dev.millrace.retrieval.index.FacetTerms;
import dev.millrace.retrieval.index.Fingerprint;
import dev.millrace.retrieval.index.PassageWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Passages as lines of a bulk request. Each carries the log position it is of, so that what is
 * older never replaces what is newer, however late it comes.
 */
final class PassageLines {
  private PassageLines() {}

  /** The lines that write a document's passages: for each what is to be done, and the passage. */
  static List<Map<String, Object>> of(Projected document, long position) {
    Facets facets = Facets.of(document.documentId(), document.allow(), document.properties());
    List<Map<String, Object>> lines = new ArrayList<>(2 * document.passages().size());
    for (ProjectedPassage passage : document.passages()) {
      lines.add(Map.of("index", target(passage.passageId(), position)));
      lines.add(fields(document, facets, passage));
    }
    return lines;
  }

  /** The languages of a document's passages; none if it has no passages. */
  static Set<String> languages(Projected document) {
    return document.passages().stream()
        .limit(1)
        .map(passage -> PassageWords.of(document, passage).language())
        .collect(Collectors.toSet());
  }

  /** The line that deletes a passage. */
  static Map<String, Object> deletion(UUID passage, long position) {
    return Map.of("delete", target(passage, position));
  }

  private static Map<String, Object> target(UUID passage, long position) {
    return Map.of("_id", passage.toString(), "version", position, "version_type", "external_gte");
  }

  private static Map<String, Object> fields(
      Projected document, Facets facets, ProjectedPassage passage) {
    PassageWords words = PassageWords.of(document, passage);
    Map<String, Object> fields = new HashMap<>();
    fields.put(IndexSchema.DOCUMENT, document.documentId().toString());
    fields.put(IndexSchema.PASSAGE, passage.passageId().toString());
    fields.put(IndexSchema.LANGUAGE, words.language());
    fields.put(words.field(), String.join(" ", words.stems()));
    fields.put(words.titleField(), String.join(" ", words.titleStems()));
    fields.put(PassageWords.WORD, String.join(" ", words.words()));
    fields.put(PassageWords.PART, words.parts());
    fields.put(IndexSchema.ALLOW, strings(document.allow()));
    fields.put(IndexSchema.DENY, strings(document.deny()));
    fields.put(IndexSchema.FACET, facets.values().stream().map(FacetTerms::value).toList());
    List<String> dates = new ArrayList<>();
    facets.dates().forEach((field, date) -> dates.add(dated(field, FacetTerms.millis(date))));
    fields.put(IndexSchema.DATE, dates);
    fields.put(IndexSchema.FINGERPRINT, Long.toHexString(Fingerprint.of(document, passage)));
    fields.put(IndexSchema.VECTOR, passage.vector());
    return fields;
  }

  private static List<String> strings(Set<Long> ids) {
    return ids.stream().map(id -> Long.toString(id)).toList();
  }

  /** A point in time of a field, as a text whose order is that of time. */
  static String dated(String field, Instant date) {
    return dated(field, FacetTerms.millis(date));
  }

  static String dated(String field, long millis) {
    return "%016x %016x".formatted(FacetTerms.dateField(field), millis ^ Long.MIN_VALUE);
  }
}
