package dev.millrace.app.golden;

import dev.millrace.app.golden.GoldenAsking.Manner;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Given;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.Technique;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs of golden sets, and what is learnt from them. */
@Controller("/api")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "golden sets")
final class GoldenRunsController {
  private static final int USUAL_DEPTH = 100;

  /**
   * How to run a set.
   *
   * @param mode lexical, vector, rrf, minmax or hybrid; hybrid unless given
   * @param without techniques that hybrid does without
   * @param limit passages that each question asks for
   * @param generation the id of a generation of the index; the live one unless given
   * @param minPosition the log position that the index must have reached, as a write returned it
   */
  @Serdeable
  @Schema(name = "GoldenManner")
  record Wanted(
      @Nullable @Schema(defaultValue = "hybrid") String mode,
      @Nullable List<String> without,
      @Nullable @Schema(minimum = "1", maximum = "1000", defaultValue = "100") Integer limit,
      @Nullable Integer generation,
      @Nullable @Schema(minimum = "0", defaultValue = "0") Long minPosition) {
    static final Wanted USUAL = new Wanted(null, null, null, null, null);

    Manner manner() {
      int depth = Given.orElse(limit, USUAL_DEPTH);
      if (depth < 1 || depth > SearchRequest.MOST) {
        throw ApiException.invalid(
            "limit", "limit is 1 to " + SearchRequest.MOST + ", not " + depth);
      }
      SearchMode how =
          mode == null
              ? SearchMode.HYBRID
              : ApiException.reading("mode", () -> SearchMode.of(mode));
      List<String> names = without == null ? List.of() : Given.all(without, "without");
      if (how != SearchMode.HYBRID && !names.isEmpty()) {
        throw ApiException.invalid(
            "without", "only the mode hybrid has techniques to do without, not " + how.wire());
      }
      Set<Technique> left =
          ApiException.reading(
              "without", () -> names.stream().map(Technique::of).collect(Collectors.toSet()));
      long position = Given.orElse(minPosition, 0L);
      if (position < 0) {
        throw ApiException.invalid("minPosition", "minPosition is not negative");
      }
      return new Manner(new SearchSettings(how, left), depth, position);
    }

    OptionalInt index() {
      return generation == null ? OptionalInt.empty() : OptionalInt.of(generation);
    }
  }

  /** Two runs of the same questions side by side; differences are the second less the first. */
  @Serdeable
  @Schema(name = "GoldenComparison")
  record Compared(GoldenRun first, GoldenRun second, RunDifference difference) {}

  private final GoldenSets sets;
  private final GoldenRuns runs;
  private final GoldenRunner runner;
  private final AppliedSettings applied;
  private final DocumentReads reads;

  GoldenRunsController(
      GoldenSets sets,
      GoldenRuns runs,
      GoldenRunner runner,
      AppliedSettings applied,
      DocumentReads reads) {
    this.sets = sets;
    this.runs = runs;
    this.runner = runner;
    this.applied = applied;
    this.reads = reads;
  }

  /**
   * Runs a set and keeps the run. Each question is asked with the eyes of its viewer, or the
   * caller's where it names none. Answers when it is over: some 20 ms a question. The run is kept
   * also when nobody waits for the answer any more.
   */
  @Post("/golden-sets/{name}/runs")
  @Status(HttpStatus.CREATED)
  GoldenRun run(Caller caller, String name, @Body @Nullable Wanted wanted) {
    Wanted how = Given.orElse(wanted, Wanted.USUAL);
    Manner manner = how.manner();
    GoldenSets.Whole set =
        sets.whole(caller.workspace(), name)
            .orElseThrow(() -> ApiException.notFound("golden set", name));
    return runner.run(caller, set, manner, how.index());
  }

  /** Lists a set's runs, newest first. */
  @Get("/golden-sets/{name}/runs")
  Page<GoldenRun> list(
      Caller caller,
      String name,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    UUID set =
        sets.find(caller.workspace(), name)
            .orElseThrow(() -> ApiException.notFound("golden set", name))
            .id();
    return Page.of(
        runs.page(set, asked.afterId(), asked.oneMore()), asked, run -> run.id().toString());
  }

  /** Gives a run. */
  @Get("/golden-runs/{id}")
  GoldenRun get(Caller caller, UUID id) {
    return known(caller, id);
  }

  /**
   * Lists a run's results in the order of its questions: ids and measures. Names and titles are
   * those of documents that the caller may read at this moment.
   */
  @Get("/golden-runs/{id}/results")
  Page<ResultView> results(
      Caller caller,
      UUID id,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    Integer after = asked.after(Integer::valueOf);
    Page<GoldenRuns.Placed> page =
        Page.of(
            runs.results(known(caller, id).id(), Given.orElse(after, -1), asked.oneMore()),
            asked,
            placed -> String.valueOf(placed.ordinal()));
    Set<UUID> found =
        page.data().stream()
            .flatMap(placed -> placed.result().found().stream())
            .map(GoldenResult.Hit::documentId)
            .collect(Collectors.toSet());
    Map<UUID, DocumentFacts> readable =
        reads.facts(caller.viewer(), found).stream()
            .collect(Collectors.toMap(DocumentFacts::documentId, Function.identity()));
    return page.map(placed -> ResultView.of(placed.result(), readable));
  }

  /**
   * Compares two runs of the same questions: means, how likely chance alone would make them differ
   * so, and the questions that changed most.
   *
   * @param measure by which questions are listed
   * @param limit questions to list
   */
  @Get("/golden-runs/{id}/compare/{other}")
  Compared compare(
      Caller caller,
      UUID id,
      UUID other,
      @QueryValue(defaultValue = RunDifference.USUAL) String measure,
      @QueryValue(defaultValue = Paging.USUAL) int limit) {
    int most = Paging.of(limit, null).limit();
    GoldenRun first = known(caller, id);
    GoldenRun second = known(caller, other);
    if (!first.setId().equals(second.setId()) || !first.content().equals(second.content())) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "run "
              + id
              + " and run "
              + other
              + " are of different questions: run the set again with both settings",
          null);
    }
    List<GoldenResult> ofFirst = runs.results(id);
    List<GoldenResult> ofSecond = runs.results(other);
    return new Compared(
        first,
        second,
        ApiException.reading("measure", () -> RunDifference.of(ofFirst, ofSecond, measure, most)));
  }

  /**
   * Makes a run's mode and techniques those of every search that names no mode, asking included,
   * from the next one on and on every node.
   */
  @Post("/golden-runs/{id}/apply")
  @Status(HttpStatus.CREATED)
  AppliedSettings.Applied apply(Caller caller, UUID id) {
    GoldenRun run = known(caller, id);
    String set =
        sets.find(caller.workspace(), run.setId())
            .map(GoldenSet::name)
            .orElseThrow(() -> ApiException.notFound("golden run", id));
    return applied.apply(caller, run, set);
  }

  private GoldenRun known(Caller caller, UUID id) {
    return runs.find(caller.workspace(), id)
        .orElseThrow(() -> ApiException.notFound("golden run", id));
  }
}
