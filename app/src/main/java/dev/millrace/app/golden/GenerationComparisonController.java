package dev.millrace.app.golden;

import dev.millrace.app.golden.GoldenAsking.Manner;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.ServedGeneration;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A generation of the index beside the live one, on questions whose answers are known. */
@Controller("/api/generations")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "generations")
final class GenerationComparisonController {
  private static final Manner MANNER = new Manner(SearchSettings.SHIPPED, 100);
  private static final int LISTED = 20;

  /**
   * What to compare on: one of both.
   *
   * @param set the name of a golden set
   * @param questions questions that are not kept
   */
  @Serdeable
  @Schema(name = "GenerationQuestions")
  record Questions(@Nullable String set, @Nullable List<GoldenLine> questions) {}

  /**
   * Both side by side, by hybrid search.
   *
   * @param live means of the live generation, by name
   * @param compared means of the other
   * @param difference the other's less the live one's, and how likely by chance
   */
  @Serdeable
  @Schema(name = "GenerationComparison")
  record Compared(
      int questions,
      Map<String, Double> live,
      Map<String, Double> compared,
      RunDifference difference) {}

  private final GoldenSets sets;
  private final GoldenUpload upload;
  private final GoldenAsking asking;
  private final GoldenRunner runner;

  GenerationComparisonController(
      GoldenSets sets, GoldenUpload upload, GoldenAsking asking, GoldenRunner runner) {
    this.sets = sets;
    this.upload = upload;
    this.asking = asking;
    this.runner = runner;
  }

  /** Measures a generation and the live one on questions whose answers are known. */
  @Post("/{id}/compare")
  Compared compare(Caller caller, int id, @Body Questions given) {
    ServedGeneration other = runner.generation(OptionalInt.of(id));
    ServedGeneration live = runner.generation(OptionalInt.empty());
    List<GoldenQuestion> questions = questions(caller, given);
    List<GoldenResult> ofLive = asking.ask(live, questions, MANNER, caller.viewer()).results();
    List<GoldenResult> ofOther = asking.ask(other, questions, MANNER, caller.viewer()).results();
    return new Compared(
        questions.size(),
        GoldenRun.means(ofLive),
        GoldenRun.means(ofOther),
        RunDifference.of(ofLive, ofOther, RunDifference.USUAL, LISTED));
  }

  private List<GoldenQuestion> questions(Caller caller, Questions given) {
    String set = given.set();
    if (set == null) {
      return upload.check(Given.all(given.questions(), "questions"), caller.viewer());
    }
    if (given.questions() != null) {
      throw ApiException.invalid("set", "name a set or give questions, not both");
    }
    return sets.whole(caller.workspace(), set)
        .orElseThrow(() -> ApiException.notFound("golden set", set))
        .questions();
  }
}
