package dev.millrace.ingestion.generation;

import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.embedding.PassageVectors;
import dev.millrace.retrieval.store.GenerationLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Embeds for the background: rests as its share demands, waits for a model that is down, and knows
 * its rate. For one thread.
 */
final class Embedding {
  /** How often a text is tried on a model that answers other texts. */
  private static final int TRIES = 3;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Weight of the last slice in the rate. */
  private static final double NEWEST = 0.1;

  private final WorkspaceId workspace;
  private final GenerationLease lease;
  private final Share share;
  private final InstantSource clock;
  private final Pause pause;
  private double rate;

  Embedding(
      WorkspaceId workspace, GenerationLease lease, Share share, InstantSource clock, Pause pause) {
    this.workspace = workspace;
    this.lease = lease;
    this.share = share;
    this.clock = clock;
    this.pause = pause;
  }

  /** Characters a second, rests included, the last slices counting most; 0 before the first. */
  double rate() {
    return rate;
  }

  /**
   * Embeds, and rests unless the generation is live.
   *
   * @throws EmbeddingException if the model can't embed these texts, though it can embed others
   * @throws GenerationFill.TakenAwayException if the generation was taken away while the model was
   *     waited for
   */
  List<float[]> of(Generation generation, PassageVectors passages, List<String> texts)
      throws InterruptedException, GenerationFill.TakenAwayException {
    Embedder embedder = passages.embedder();
    Duration wait = FIRST_WAIT;
    for (int tried = 1; ; tried++) {
      Instant begin = clock.instant();
      try {
        List<float[]> vectors = passages.of(workspace, texts);
        done(generation, texts, Duration.between(begin, clock.instant()));
        return vectors;
      } catch (EmbeddingException e) {
        if (tried >= TRIES && works(embedder)) {
          throw e;
        }
        lease.trouble(
            generation,
            "the embedding model "
                + embedder.space().model()
                + " failed and is asked again: "
                + e.getMessage());
      }
      pause.pause(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      if (!lease.hold(generation)) {
        throw new GenerationFill.TakenAwayException();
      }
    }
  }

  private static boolean works(Embedder embedder) {
    try {
      return embedder.passages(List.of("Is anybody there?")).size() == 1;
    } catch (EmbeddingException e) {
      return false;
    }
  }

  private void done(Generation generation, List<String> texts, Duration worked)
      throws InterruptedException {
    Duration rest =
        generation.state() == Generation.State.LIVE ? Duration.ZERO : share.rest(worked);
    pause.pause(rest);
    double seconds = worked.plus(rest).toNanos() / 1e9;
    if (seconds > 0) {
      double now = texts.stream().mapToInt(String::length).sum() / seconds;
      rate = rate == 0 ? now : rate + NEWEST * (now - rate);
    }
  }
}
