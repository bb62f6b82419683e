package dev.millrace.app.generation;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.ingestion.generation.Forecast;
import dev.millrace.ingestion.generation.Share;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.store.GenerationLeft;
import dev.millrace.retrieval.store.GenerationLeft.Left;
import java.time.InstantSource;
import java.util.Optional;

/** What building takes, in time and money. */
public final class Forecasts {
  private final GenerationLeft left;
  private final ServedGenerations generations;
  private final Terms terms;
  private final InstantSource clock;

  /**
   * What forecasts go by.
   *
   * @param price of a million tokens of the configured model; other models are inside this process
   *     and free
   */
  public record Terms(Share share, double price, String currency) {
    public Terms {
      requireNonNull(share, "share");
      requireNonNull(currency, "currency");
    }
  }

  public Forecasts(
      GenerationLeft left, ServedGenerations generations, Terms terms, InstantSource clock) {
    this.left = left;
    this.generations = generations;
    this.terms = terms;
    this.clock = clock;
  }

  /** The currency of costs. */
  public String currency() {
    return terms.currency();
  }

  /**
   * For what settings want, begun or not: measured on a sample, which the model embeds.
   *
   * @throws dev.millrace.retrieval.embedding.EmbeddingException if the model fails
   */
  public Forecast wanted() {
    Indexing wanted = generations.wanted();
    Left todo = left.count(wanted.embedder().space(), wanted.cutter().segmentation());
    return Forecast.measured(left, todo, wanted.embedder(), terms.share(), terms.price(), clock);
  }

  /** For a generation that is being filled, by the rate so far; empty for any other. */
  public Optional<Forecast> of(Generation generation) {
    return switch (generation.state()) {
      case BUILDING, PAUSED ->
          generations
              .embedder(generation)
              .map(
                  model ->
                      Forecast.atRate(
                          left,
                          left.count(generation.space(), generation.segmentation()),
                          model,
                          generation.rate(),
                          generation.space().equals(generations.wanted().embedder().space())
                              ? terms.price()
                              : 0));
      case READY, LIVE, RETIRED, DROPPING -> Optional.empty();
    };
  }
}
