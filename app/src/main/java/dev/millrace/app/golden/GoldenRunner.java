package dev.millrace.app.golden;

import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.golden.GoldenAsking.Asked;
import dev.millrace.app.golden.GoldenAsking.Manner;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.identity.Caller;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.search.ServedGeneration;
import dev.millrace.retrieval.search.Technique;
import dev.millrace.retrieval.store.PostgresGenerations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.UUID;

/** Runs a set on a generation of the index, and keeps what came of it. */
@Singleton
final class GoldenRunner {
  private final GoldenRuns runs;
  private final GoldenAsking asking;
  private final PostgresGenerations generations;
  private final ServedGenerations served;
  private final Clock clock;

  GoldenRunner(
      GoldenRuns runs,
      GoldenAsking asking,
      PostgresGenerations generations,
      ServedGenerations served,
      Clock clock) {
    this.runs = runs;
    this.asking = asking;
    this.generations = generations;
    this.served = served;
    this.clock = clock;
  }

  /**
   * Runs and keeps.
   *
   * @param generation empty for the live one
   * @throws ApiException if there is no such generation here, or the set was deleted meanwhile
   */
  GoldenRun run(Caller caller, GoldenSets.Whole set, Manner manner, OptionalInt generation) {
    ServedGeneration asked = generation(generation);
    Instant begin = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Asked answers = asking.ask(asked, set.questions(), manner, caller.viewer());
    GoldenRun run =
        new GoldenRun(
            UUID.randomUUID(),
            set.set().id(),
            set.set().content(),
            new GoldenRun.Settings(
                manner.settings().mode().wire(),
                manner.settings().without().stream().map(Technique::wire).sorted().toList(),
                manner.depth()),
            new GoldenRun.Index(asked.id(), description(asked), answers.first(), answers.last()),
            caller.toString(),
            begin,
            Duration.between(begin, clock.instant()).toMillis(),
            GoldenRun.Counts.of(answers.results()),
            GoldenRun.means(answers.results()));
    if (!runs.add(caller.workspace(), run, answers.results())) {
      throw ApiException.notFound("golden set", set.set().name());
    }
    return run;
  }

  /**
   * A generation as this node holds it.
   *
   * @param id empty for the live one
   */
  ServedGeneration generation(OptionalInt id) {
    if (id.isEmpty()) {
      return served.search().served();
    }
    int wanted = id.getAsInt();
    if (generations.find(wanted).isEmpty()) {
      throw ApiException.notFound("generation", wanted);
    }
    return served
        .served(wanted)
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.CONFLICT,
                    "generation " + wanted + " has no index on this node: resume it and wait",
                    null));
  }

  private String description(ServedGeneration asked) {
    String passages =
        generations.find(asked.id()).map(Generation::segmentation).orElse("unknown passages");
    return asked.embedder().space().model() + ", " + passages;
  }
}
