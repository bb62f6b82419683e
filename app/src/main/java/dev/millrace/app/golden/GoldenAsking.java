package dev.millrace.app.golden;

import dev.millrace.app.golden.GoldenResult.Outcome;
import dev.millrace.app.golden.Relevance.Judged;
import dev.millrace.app.golden.Relevance.Target;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.FilterReader;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.ServedGeneration;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks golden questions of a generation of the index, each with the eyes of its viewer. */
@Singleton
final class GoldenAsking {
  private final Directory directory;
  private final FilterReader filters;
  private final ExpectedDocuments documents;

  GoldenAsking(Directory directory, FilterReader filters, ExpectedDocuments documents) {
    this.directory = directory;
    this.filters = filters;
    this.documents = documents;
  }

  /**
   * How to ask.
   *
   * @param depth passages asked for
   * @param minPosition log position that the index must have reached; 0 for whatever it has
   */
  record Manner(SearchSettings settings, int depth, long minPosition) {
    /** Of whatever the index has. */
    Manner(SearchSettings settings, int depth) {
      this(settings, depth, 0);
    }
  }

  /**
   * What came of it.
   *
   * @param first log position of the index at the first question
   * @param last the same at the last
   */
  record Asked(List<GoldenResult> results, long first, long last) {
    Asked {
      results = List.copyOf(results);
    }
  }

  /**
   * Asks all of them.
   *
   * @param asker whose eyes questions without a viewer are asked with
   * @throws ApiException if the generation is closed meanwhile or does not reach the wanted
   *     position, or its embedding model fails
   */
  Asked ask(
      ServedGeneration generation, List<GoldenQuestion> questions, Manner manner, Viewer asker) {
    ExpectedDocuments.Known known = documents.of(asker.workspace(), questions);
    List<GoldenResult> results = new ArrayList<>();
    Positions positions = new Positions();
    try {
      for (GoldenQuestion question : questions) {
        results.add(
            result(
                question,
                manner,
                asker,
                known.targets(question),
                request -> {
                  SearchResult.Found found = found(generation, request);
                  positions.see(found.position());
                  return found.evidence();
                }));
      }
    } catch (EmbeddingException e) {
      throw new ApiException(
          ErrorCode.UPSTREAM_FAILED, "the embedding model failed: " + e.getMessage(), null);
    }
    return positions.of(results, generation.position());
  }

  /** What the index had when it was asked. */
  private static final class Positions {
    private long first = -1;
    private long last = -1;

    void see(long position) {
      first = first < 0 ? position : first;
      last = position;
    }

    /** Where nothing could be asked, it is what the index has now. */
    Asked of(List<GoldenResult> results, long now) {
      return first < 0 ? new Asked(results, now, now) : new Asked(results, first, last);
    }
  }

  /** As whom a question is asked. Resolved for each: rights are those of this moment. */
  Viewer viewer(GoldenQuestion question, Viewer asker) {
    return directory.viewer(asker.workspace(), question.viewer().orElse(asker.user()));
  }

  /**
   * Says what is wrong with a question, before it is kept.
   *
   * @param viewer as whom it will be asked
   * @throws ApiException naming the field
   */
  void check(GoldenQuestion question, Viewer viewer) {
    request(question, viewer, new Manner(SearchSettings.SHIPPED, 1));
  }

  private SearchRequest request(GoldenQuestion question, Viewer viewer, Manner manner) {
    GoldenQuestion.Narrowing narrowing = question.narrowing();
    var narrowed = filters.read(viewer, "", narrowing.sources(), narrowing.filters());
    return ApiException.reading(
        "question",
        () ->
            new SearchRequest(
                viewer,
                question.query(),
                Optional.of(manner.settings()),
                manner.depth(),
                manner.minPosition(),
                Sensitivity.PUBLIC,
                narrowed));
  }

  private GoldenResult result(
      GoldenQuestion question,
      Manner manner,
      Viewer asker,
      List<Target> targets,
      Function<SearchRequest, List<Evidence>> search) {
    List<String> unknown =
        targets.stream()
            .filter(target -> target.documents().isEmpty())
            .map(target -> target.place().externalId())
            .distinct()
            .toList();
    SearchRequest request;
    try {
      request = request(question, viewer(question, asker), manner);
    } catch (ApiException e) {
      Judged missed = new Relevance(targets).judge(question.id(), List.of());
      return new GoldenResult(
          question.id(),
          Outcome.FAILED.wire(),
          targets.isEmpty() ? null : missed.metrics().wire(),
          List.of(),
          unknown,
          e.getMessage());
    }
    Judged judged = new Relevance(targets).judge(question.id(), search.apply(request));
    return new GoldenResult(
        question.id(),
        outcome(targets, judged).wire(),
        targets.isEmpty() ? null : judged.metrics().wire(),
        judged.hits(),
        unknown,
        null);
  }

  private static Outcome outcome(List<Target> targets, Judged judged) {
    if (targets.isEmpty()) {
      return judged.hits().isEmpty() ? Outcome.RIGHTLY_EMPTY : Outcome.WRONGLY_FOUND;
    }
    return judged.answered() ? Outcome.ANSWERED : Outcome.UNANSWERED;
  }

  private static SearchResult.Found found(ServedGeneration generation, SearchRequest request) {
    SearchResult result =
        generation
            .search(request)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.CONFLICT,
                        "generation " + generation.id() + " was closed meanwhile: run it again",
                        null));
    return switch (result) {
      case SearchResult.Found found -> found;
      case SearchResult.Behind(long position, long wanted) ->
          throw new ApiException(
              ErrorCode.BEHIND,
              "the index is at position " + position + " and did not reach " + wanted + " in time",
              "minPosition");
    };
  }
}
