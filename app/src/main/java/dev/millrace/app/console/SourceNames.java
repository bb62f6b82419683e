package dev.millrace.app.console;

import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What sources are called. */
@Singleton
final class SourceNames {
  private static final int MOST = 1_000;

  private final Sources sources;

  SourceNames(Sources sources) {
    this.sources = sources;
  }

  /** By id, in the order of the names; of the first {@value #MOST}. */
  Map<UUID, String> all() {
    Map<UUID, String> names = new LinkedHashMap<>();
    for (Source source : sources.page(Optional.empty(), MOST)) {
      names.put(source.id(), source.name());
    }
    return names;
  }
}
