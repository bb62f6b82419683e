package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.Rights;
import java.util.Map;

/**
 * A source as somebody wants it.
 *
 * @param settings by name, secrets among them; has no text form, for that reason
 */
public record SourceWanted(
    String name, SourceKind kind, Map<String, String> settings, Rights rights, Visits visits) {
  public SourceWanted {
    Source.checkedName(name);
    requireNonNull(kind, "kind");
    settings = Map.copyOf(settings);
    requireNonNull(rights, "rights");
    requireNonNull(visits, "visits");
  }

  @Override
  public String toString() {
    return kind.wire() + " source " + name;
  }
}
