package dev.millrace.ingestion.generation;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.store.GenerationLeft;
import dev.millrace.retrieval.store.GenerationLeft.Left;
import dev.millrace.retrieval.store.GenerationLeft.Titled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * What building a generation will take.
 *
 * @param charactersPerSecond measured, rests included; 0 if there was nothing to measure on
 * @param time until it is ready, if nothing changes meanwhile; zero if the rate is not known
 * @param tokens of the model that are left, title and headings of each passage included
 * @param cost of these, in the currency of the price that was given
 */
public record Forecast(
    Left left, double charactersPerSecond, Duration time, long tokens, double cost) {
  /** Passages that are embedded to measure on: half a second's worth in process. */
  private static final int SAMPLE = 24;

  private static final double MILLION = 1e6;

  /**
   * Measures on a sample of what is there: it is embedded once, and that is paid for.
   *
   * @param price of a million tokens
   * @throws dev.millrace.retrieval.embedding.EmbeddingException if the model fails
   */
  public static Forecast measured(
      GenerationLeft tables,
      Left left,
      Embedder embedder,
      Share share,
      double price,
      InstantSource clock) {
    List<Titled> sample = tables.sample(embedder.clearance(), SAMPLE);
    if (sample.isEmpty()) {
      return new Forecast(left, 0, Duration.ZERO, 0, 0);
    }
    List<String> texts = sample.stream().map(one -> one.passage().searchable(one.title())).toList();
    Instant begin = clock.instant();
    int _ = embedder.passages(texts).size();
    Duration worked = Duration.between(begin, clock.instant());
    double seconds = worked.plus(share.rest(worked)).toNanos() / 1e9;
    long characters =
        sample.stream().mapToLong(one -> one.passage().end() - one.passage().start()).sum();
    return of(left, seconds == 0 ? 0 : characters / seconds, tokens(left, sample, embedder), price);
  }

  /**
   * Goes by the rate of a generation that is being filled.
   *
   * @param price of a million tokens
   */
  public static Forecast atRate(
      GenerationLeft tables, Left left, Embedder embedder, double rate, double price) {
    List<Titled> sample = tables.sample(embedder.clearance(), SAMPLE);
    return of(left, rate, tokens(left, sample, embedder), price);
  }

  private static Forecast of(Left left, double rate, long tokens, double price) {
    Duration time =
        rate == 0 ? Duration.ZERO : Duration.ofMillis((long) (left.characters() / rate * 1_000));
    return new Forecast(left, rate, time, tokens, tokens / MILLION * price);
  }

  private static long tokens(Left left, List<Titled> sample, Embedder embedder) {
    double tokens =
        sample.stream()
            .mapToLong(one -> embedder.tokens(one.passage().searchable(one.title())))
            .sum();
    double characters =
        sample.stream().mapToLong(one -> one.passage().end() - one.passage().start()).sum();
    return characters == 0 ? 0 : Math.round(left.characters() * tokens / characters);
  }
}
