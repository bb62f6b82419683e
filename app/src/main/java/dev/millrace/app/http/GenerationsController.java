package dev.millrace.app.http;

import dev.millrace.app.generation.Forecasts;
import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.generation.Switch;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Generation.State;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.store.GenerationTables;
import dev.millrace.retrieval.store.GenerationTables.Gap;
import dev.millrace.retrieval.store.PostgresGenerations;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Generations: ways to index the corpus, one of them live. */
@Controller("/api/generations")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "generations")
final class GenerationsController {
  /**
   * How to switch.
   *
   * @param withGaps whether to switch although documents would be found no more; false if left out
   */
  @Serdeable
  @Schema(name = "GenerationSwitch")
  record How(@Nullable Boolean withGaps) {}

  /** A document that a generation can't hold, and why. */
  @Serdeable
  @Schema(name = "GenerationGap")
  record GapView(UUID documentId, String reason) {
    static GapView of(Gap gap) {
      return new GapView(gap.documentId(), gap.reason());
    }
  }

  private final PostgresGenerations generations;
  private final GenerationTables tables;
  private final ServedGenerations served;
  private final Forecasts forecasts;
  private final Switch switching;

  GenerationsController(
      PostgresGenerations generations,
      GenerationTables tables,
      ServedGenerations served,
      Forecasts forecasts,
      Switch switching) {
    this.generations = generations;
    this.tables = tables;
    this.served = served;
    this.forecasts = forecasts;
    this.switching = switching;
  }

  /** Lists generations, oldest first. */
  @Get
  Page<GenerationView> list() {
    return new Page<>(generations.all().stream().map(this::view).toList(), null);
  }

  /** Gives a generation as it stands. */
  @Get("/{id}")
  GenerationView get(int id) {
    return view(known(id));
  }

  /** Forecasts what building the generation that the settings want takes, by embedding a sample. */
  @Post("/forecast")
  GenerationView.Left forecast() {
    try {
      return GenerationView.Left.of(forecasts.wanted(), forecasts.currency());
    } catch (EmbeddingException e) {
      throw new ApiException(
          ErrorCode.UPSTREAM_FAILED, "the embedding model failed: " + e.getMessage(), null);
    }
  }

  /** Starts building the generation that the settings want, or goes on with it. */
  @Post
  @Status(HttpStatus.CREATED)
  GenerationView build() {
    if (generations.live().filter(served::isWanted).isPresent()) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "the live generation is as the settings want it: change the embedding model or the"
              + " passages' size, and start the server again",
          null);
    }
    return view(
        generations.build(
            served.wanted().embedder().space(), served.wanted().cutter().segmentation()));
  }

  /** Stops filling until it is resumed. Searches in the live generation go on. */
  @Post("/{id}/pause")
  GenerationView pause(int id) {
    move(id, Set.of(State.BUILDING, State.READY), State.PAUSED);
    return get(id);
  }

  /** Fills a paused generation again, or tops up a retired one, so that it can be switched to. */
  @Post("/{id}/resume")
  GenerationView resume(int id) {
    Generation generation = known(id);
    if (!generation.state().followed()) {
      move(id, Set.of(State.PAUSED, State.RETIRED), State.BUILDING);
    }
    return get(id);
  }

  /** Makes a generation live that has everything; the one before is kept to go back to. */
  @Post("/{id}/switch")
  GenerationView switchTo(int id, @Body @Nullable How how) {
    boolean withGaps = how != null && Given.orElse(how.withGaps(), false);
    return view(
        switch (switching.to(id, withGaps)) {
          case PostgresGenerations.Switching.Switched(Generation live) -> live;
          case PostgresGenerations.Switching.Behind(long filled, long head) ->
              throw conflict(
                  "generation " + id + " is at " + filled + " of " + head + ": wait for it");
          case PostgresGenerations.Switching.Gaps(int documents) ->
              throw conflict(
                  documents
                      + " documents would be found no more: look at /api/generations/"
                      + id
                      + "/gaps, or send \"withGaps\": true");
          case PostgresGenerations.Switching.NotReady(State state) ->
              throw conflict("generation " + id + " is " + state.wire() + ": resume it first");
          case PostgresGenerations.Switching.Unknown() -> throw notFound(id);
        });
  }

  /** Deletes a generation with its vectors, in the background; never the live one. */
  @Delete("/{id}")
  @Status(HttpStatus.ACCEPTED)
  GenerationView drop(int id) {
    move(
        id,
        Set.of(State.BUILDING, State.PAUSED, State.READY, State.RETIRED, State.DROPPING),
        State.DROPPING);
    return get(id);
  }

  /** Lists documents that a generation can't hold, with the reason. */
  @Get("/{id}/gaps")
  Page<GapView> gaps(
      int id,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<Gap> found =
        tables.gaps(known(id).id(), Optional.ofNullable(asked.afterId()), asked.oneMore());
    return Page.of(found, asked, gap -> gap.documentId().toString()).map(GapView::of);
  }

  private GenerationView view(Generation generation) {
    return GenerationView.of(
        generation, served.isWanted(generation), forecasts.of(generation), forecasts.currency());
  }

  private void move(int id, Set<State> from, State to) {
    if (!generations.move(known(id).id(), from, to)) {
      throw conflict("generation " + id + " is " + known(id).state().wire());
    }
  }

  private Generation known(int id) {
    return generations.find(id).orElseThrow(() -> notFound(id));
  }

  private static ApiException notFound(int id) {
    return ApiException.notFound("generation", id);
  }

  private static ApiException conflict(String message) {
    return new ApiException(ErrorCode.CONFLICT, message, null);
  }
}
