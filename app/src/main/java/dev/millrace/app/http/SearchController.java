package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import dev.millrace.retrieval.search.SearchSettings;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The search. */
@Controller("/api/search")
@RequiresScope(Scope.SEARCH)
@Refusals
@Tag(name = "search")
final class SearchController {
  private static final int USUAL_LIMIT = 10;

  /**
   * A question.
   *
   * @param query plain text, no operators
   * @param limit passages wanted
   * @param mode lexical, vector, rrf, minmax or hybrid; left out, what was applied for the
   *     workspace (see /api/search-settings), which is hybrid unless somebody did
   * @param minPosition the log position that the index must have reached, as a write returned it
   * @param sources names or ids of the sources to search; all that the caller may read unless given
   * @param filters what documents must meet: source, label, metadata, date, document, language,
   *     type
   */
  @Serdeable
  @Schema(name = "SearchQuestion")
  record Question(
      String query,
      @Nullable @Schema(minimum = "1", maximum = "1000", defaultValue = "10") Integer limit,
      @Nullable String mode,
      @Nullable @Schema(minimum = "0", defaultValue = "0") Long minPosition,
      @Nullable List<String> sources,
      @Nullable Map<String, Object> filters) {
    Question {
      Given.required(query, "query");
    }

    SearchRequest toRequest(Viewer viewer, Filters narrowed) {
      int wanted = Given.orElse(limit, USUAL_LIMIT);
      long position = Given.orElse(minPosition, 0L);
      if (wanted < 1 || wanted > SearchRequest.MOST) {
        throw ApiException.invalid(
            "limit", "limit is 1 to " + SearchRequest.MOST + ", not " + wanted);
      }
      if (position < 0) {
        throw ApiException.invalid("minPosition", "minPosition is not negative");
      }
      Optional<SearchSettings> how =
          Optional.ofNullable(mode)
              .map(
                  name ->
                      SearchSettings.of(ApiException.reading("mode", () -> SearchMode.of(name))));
      return ApiException.reading(
          "query",
          () ->
              new SearchRequest(
                  viewer, query, how, wanted, position, Sensitivity.PUBLIC, narrowed));
    }
  }

  /**
   * Evidence, best first.
   *
   * @param position the log position that the index had reached
   * @param ms milliseconds that the search took
   * @param notes what could not be done as it is configured; the evidence is right all the same
   */
  @Serdeable
  @Schema(name = "SearchAnswer")
  record Answer(List<EvidenceView> evidence, long position, long ms, List<Note> notes) {}

  /**
   * Something that could not be done.
   *
   * @param code reranker_late, reranker_failed, reranker_left_out or reranker_not_cleared
   * @param message a sentence for people
   */
  @Serdeable
  @Schema(name = "SearchNote")
  record Note(String code, String message) {}

  private final EvidenceSearch search;
  private final FilterReader filters;

  SearchController(EvidenceSearch search, FilterReader filters) {
    this.search = search;
    this.filters = filters;
  }

  /** Finds the passages that answer a question best, among those that the caller may read. */
  @Post
  Answer search(Caller caller, @Body Question question) {
    long start = System.nanoTime();
    Viewer viewer = caller.viewer();
    Filters narrowed = filters.read(viewer, "", question.sources(), question.filters());
    return switch (search.search(question.toRequest(viewer, narrowed))) {
      case SearchResult.Found(var evidence, long position, int _, var notes) ->
          new Answer(
              evidence.stream().map(EvidenceView::of).toList(),
              position,
              (System.nanoTime() - start) / 1_000_000,
              notes.stream().map(note -> new Note(note.kind().wire(), note.text())).toList());
      case SearchResult.Behind(long position, long wanted) ->
          throw new ApiException(
              ErrorCode.BEHIND,
              "the index is at position " + position + " and did not reach " + wanted + " in time",
              "minPosition");
    };
  }
}
