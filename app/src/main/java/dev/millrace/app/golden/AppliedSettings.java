package dev.millrace.app.golden;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.identity.Caller;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.Technique;
import dev.millrace.retrieval.store.PostgresSearchSettings;
import dev.millrace.retrieval.store.PostgresSearchSettings.Act;
import dev.millrace.retrieval.store.PostgresSearchSettings.Choice;
import dev.millrace.retrieval.store.PostgresSearchSettings.Ground;
import dev.millrace.retrieval.store.PostgresSearchSettings.Undoing;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which settings searches use, who chose them, and by which run. */
@Singleton
final class AppliedSettings {
  private final PostgresSearchSettings settings;
  private final Clock clock;

  AppliedSettings(PostgresSearchSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A choice of settings.
   *
   * @param mode lexical, vector, rrf, minmax or hybrid
   * @param without techniques that hybrid does without
   * @param runId the golden run by which it was made
   * @param goldenSet the name that the run's set had
   * @param appliedBy key and user
   * @param undoneBy key and user; null if nobody undid it
   */
  @Serdeable
  @Schema(name = "AppliedSettings")
  record Applied(
      long id,
      String mode,
      List<String> without,
      UUID runId,
      String goldenSet,
      String appliedBy,
      Instant appliedAt,
      @Nullable String undoneBy,
      @Nullable Instant undoneAt) {
    static Applied of(Choice choice) {
      return new Applied(
          choice.id(),
          choice.mode(),
          choice.without(),
          choice.ground().runId(),
          choice.ground().goldenSet(),
          choice.applied().by(),
          choice.applied().at(),
          choice.undone().map(Act::by).orElse(null),
          choice.undone().map(Act::at).orElse(null));
    }
  }

  /**
   * Applies a run's settings.
   *
   * @throws ApiException if this version does not know them any more
   */
  Applied apply(Caller caller, GoldenRun run, String set) {
    SearchSettings chosen;
    try {
      chosen =
          new SearchSettings(
              SearchMode.of(run.settings().mode()),
              run.settings().without().stream().map(Technique::of).collect(Collectors.toSet()));
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the run's settings are of another version: " + e.getMessage() + "; run the set again",
          null);
    }
    return Applied.of(settings.apply(chosen, new Ground(run.id(), set), act(caller)));
  }

  /**
   * Goes back to what was before.
   *
   * @throws ApiException if that choice is not in force
   */
  Applied undo(Caller caller, long id) {
    return switch (settings.undo(id, act(caller))) {
      case Undoing.Undone(Choice choice) -> Applied.of(choice);
      case Undoing.NotInForce(var inForce) ->
          throw new ApiException(
              ErrorCode.CONFLICT,
              "settings "
                  + id
                  + " are not in force: "
                  + inForce
                      .map(choice -> "settings " + choice.id() + " are")
                      .orElse("nothing is applied, searches rank as shipped"),
              null);
    };
  }

  private Act act(Caller caller) {
    return new Act(caller.toString(), clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
