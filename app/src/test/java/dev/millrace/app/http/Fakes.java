package dev.millrace.app.http;

import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stand-ins for what lies behind the API. */
@Factory
@Requires(property = "test.fakes")
final class Fakes {
  /** Queries that make the search do something else than answer. */
  static final String FAILS = "fail with a secret";

  static final String DATABASE_GONE = "lose the database";

  /** Evidence whose text says how it was asked for. */
  @Singleton
  @Primary
  EvidenceSearch search() {
    return request -> {
      switch (request.query()) {
        case FAILS -> throw new IllegalStateException("SELECT secret FROM table");
        case DATABASE_GONE ->
            throw new IllegalStateException(
                new SQLException("connection to 10.0.0.7 refused", "08001"));
        default -> {}
      }
      return request.minPosition() > 7
          ? new SearchResult.Behind(7, request.minPosition())
          : new SearchResult.Found(List.of(evidence(request)), 7, 0);
    };
  }

  private static Evidence evidence(SearchRequest request) {
    return new Evidence(
        new UUID(0, 1),
        "a.md",
        "file:a.md",
        "A",
        new Revision("0".repeat(64)),
        new UUID(0, 2),
        null,
        List.of(),
        0,
        1,
        request.viewer().user().externalId() + " " + request.mode().wire() + " " + request.limit(),
        Sensitivity.INTERNAL,
        1);
  }

  @Singleton
  @Primary
  Readiness readiness() {
    return () -> new Readiness.State.Ready(7, 7, Optional.empty());
  }
}
