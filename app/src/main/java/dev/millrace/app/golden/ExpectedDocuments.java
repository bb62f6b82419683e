package dev.millrace.app.golden;

import dev.millrace.app.golden.Relevance.Target;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.store.DocumentNames;
import dev.millrace.retrieval.store.DocumentNames.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the documents that questions expect by what their sources call them. */
@Singleton
final class ExpectedDocuments {
  private final DocumentNames names;
  private final Sources sources;

  ExpectedDocuments(DocumentNames names, Sources sources) {
    this.names = names;
    this.sources = sources;
  }

  /** The documents that there are at this moment. */
  Known of(WorkspaceId workspace, Collection<GoldenQuestion> questions) {
    Set<String> wanted =
        questions.stream()
            .flatMap(question -> question.expected().stream())
            .map(Expected::externalId)
            .collect(Collectors.toSet());
    Map<String, List<Named>> found =
        names.find(workspace, wanted).stream().collect(Collectors.groupingBy(Named::externalId));
    return new Known(found);
  }

  /** Documents by their names. */
  final class Known {
    private final Map<String, List<Named>> named;
    private final Map<String, Optional<UUID>> sourceIds = new HashMap<>();

    private Known(Map<String, List<Named>> named) {
      this.named = named;
    }

    /** The places that a question expects. */
    List<Target> targets(GoldenQuestion question) {
      return question.expected().stream().map(one -> new Target(one, documents(one))).toList();
    }

    /** The documents that a place may be in: several, where it names no source. */
    Set<UUID> documents(Expected place) {
      return named.getOrDefault(place.externalId(), List.of()).stream()
          .filter(document -> isOf(document, place.source()))
          .map(Named::documentId)
          .collect(Collectors.toSet());
    }

    private boolean isOf(Named document, @Nullable String source) {
      return source == null
          || document.sourceId().toString().equalsIgnoreCase(source)
          || sourceIds
              .computeIfAbsent(source, name -> sources.named(name).map(Source::id))
              .filter(document.sourceId()::equals)
              .isPresent();
    }
  }
}
