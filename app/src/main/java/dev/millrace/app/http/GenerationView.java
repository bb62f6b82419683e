package dev.millrace.app.http;

import dev.millrace.ingestion.generation.Forecast;
import dev.millrace.retrieval.corpus.Generation;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A generation of the index.
 *
 * @param passages how they are cut: the chunker, and tokens, with +N for an overlap
 * @param state building, paused, ready, live, retired or dropping
 * @param wanted whether it is as the settings want it
 * @param position the log position up to which every document is in it
 * @param gaps documents that it can't hold
 * @param left what is to be done until it is ready; null unless it is being built
 * @param trouble why filling does not go on at the moment; null while it does
 * @param switchedAt when it became live, or last ceased to be
 */
@Serdeable
@Schema(name = "Generation")
record GenerationView(
    int id,
    String model,
    int dimension,
    String passages,
    String state,
    boolean wanted,
    long position,
    int gaps,
    @Nullable Left left,
    @Nullable String trouble,
    Instant createdAt,
    @Nullable Instant switchedAt) {
  /**
   * What building takes.
   *
   * @param passages as they are cut in the live generation
   * @param charactersPerSecond with the rests that leave room for searches; 0 if not known yet
   * @param seconds null if the rate is not known
   * @param tokens of the embedding model
   */
  @Serdeable
  @Schema(name = "GenerationForecast")
  record Left(
      long documents,
      long passages,
      long characters,
      double charactersPerSecond,
      @Nullable Long seconds,
      long tokens,
      double cost,
      String currency) {
    static Left of(Forecast forecast, String currency) {
      return new Left(
          forecast.left().documents(),
          forecast.left().passages(),
          forecast.left().characters(),
          forecast.charactersPerSecond(),
          forecast.charactersPerSecond() == 0 ? null : forecast.time().toSeconds(),
          forecast.tokens(),
          forecast.cost(),
          currency);
    }
  }

  static GenerationView of(
      Generation generation, boolean wanted, Optional<Forecast> forecast, String currency) {
    return new GenerationView(
        generation.id(),
        generation.space().model(),
        generation.space().dimension(),
        generation.segmentation(),
        generation.state().wire(),
        wanted,
        generation.filled(),
        generation.gaps(),
        forecast.map(one -> Left.of(one, currency)).orElse(null),
        generation.trouble().orElse(null),
        generation.createdAt(),
        generation.switchedAt().orElse(null));
  }
}
