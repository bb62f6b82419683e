package dev.millrace.retrieval.rerank;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Sensitivity;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reranker as the last stage of a ranking: what it may see, for how long it is waited for, and
 * when it is left alone. When half of its last ten questions brought nothing it is not asked for
 * half a minute; then one question tries again.
 */
public final class Cascade implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cascade.class);
  private static final int WATCHED = 10;
  private static final int LEAST_WATCHED = 5;
  private static final int FAILED_PERCENT = 50;
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Reranker reranker;
  private final Terms terms;
  private final LongSupplier nanos;
  private final CircuitBreaker circuit;

  /**
   * How a reranker is used.
   *
   * @param depth passages that it judges at most, from the first on; 2 to {@value #DEEPEST}
   * @param budget how long it may take, positive
   * @param percent its share in the order of what it has judged, 1 to 100; 100 replaces the first
   *     stage's
   */
  public record Terms(int depth, Duration budget, int percent) {
    public static final int DEEPEST = 200;

    public Terms {
      if (depth < 2 || depth > DEEPEST) {
        throw new IllegalArgumentException("a reranker judges 2 to " + DEEPEST + " passages");
      }
      if (!budget.isPositive()) {
        throw new IllegalArgumentException("a reranker needs a time");
      }
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("a reranker's share is 1 to 100 percent");
      }
    }
  }

  public Cascade(Reranker reranker, Terms terms) {
    this(reranker, terms, Clock.systemUTC(), System::nanoTime);
  }

  /**
   * With time of its own.
   *
   * @param clock says when a reranker that was left alone is asked again
   * @param nanos measures budgets
   */
  Cascade(Reranker reranker, Terms terms, Clock clock, LongSupplier nanos) {
    this.reranker = requireNonNull(reranker, "reranker");
    this.terms = requireNonNull(terms, "terms");
    this.nanos = requireNonNull(nanos, "nanos");
    this.circuit =
        CircuitBreaker.of(
            reranker.model(),
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WATCHED)
                .minimumNumberOfCalls(LEAST_WATCHED)
                .failureRateThreshold(FAILED_PERCENT)
                .waitDurationInOpenState(LEFT_ALONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build());
  }

  /** How the reranker is used. */
  public Terms terms() {
    return terms;
  }

  /**
   * Judges those that the reranker may see, best first, within the budget.
   *
   * @param ofQuery how sensitive the query is
   * @param contenders best first, at most as many as the terms say
   */
  public Judged judge(String query, Sensitivity ofQuery, List<Contender> contenders) {
    if (contenders.isEmpty()) {
      return new Judged(List.of(), Set.of());
    }
    List<Integer> cleared = new ArrayList<>();
    for (int n = 0; n < contenders.size(); n++) {
      if (reranker.clearance().permits(ofQuery)
          && reranker.clearance().permits(contenders.get(n).sensitivity())) {
        cleared.add(n);
      }
    }
    Set<Shortfall> shortfalls = EnumSet.noneOf(Shortfall.class);
    if (cleared.size() < contenders.size()) {
      shortfalls.add(Shortfall.NOT_CLEARED);
    }
    List<OptionalDouble> scores =
        new ArrayList<>(Collections.nCopies(contenders.size(), OptionalDouble.empty()));
    if (!cleared.isEmpty()) {
      List<Double> given = ask(query, cleared.stream().map(contenders::get).toList(), shortfalls);
      for (int n = 0; n < given.size(); n++) {
        scores.set(cleared.get(n), OptionalDouble.of(given.get(n)));
      }
    }
    return new Judged(scores, shortfalls);
  }

  private List<Double> ask(String query, List<Contender> cleared, Set<Shortfall> shortfalls) {
    if (!circuit.tryAcquirePermission()) {
      shortfalls.add(Shortfall.LEFT_OUT);
      return List.of();
    }
    return switch (asked(query, cleared)) {
      case Scores.Scored(List<Double> given) when given.isEmpty() -> {
        failed("gave nothing in " + terms.budget().toMillis() + " ms");
        shortfalls.add(Shortfall.LATE);
        yield given;
      }
      case Scores.Scored(List<Double> given) -> {
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        if (given.size() < cleared.size()) {
          shortfalls.add(Shortfall.LATE);
        }
        yield given;
      }
      case Scores.Failed(String reason) -> {
        failed(reason);
        shortfalls.add(Shortfall.FAILED);
        yield List.of();
      }
    };
  }

  private Scores asked(String query, List<Contender> cleared) {
    try {
      return reranker.score(query, cleared, Budget.of(terms.budget(), nanos));
    } catch (RuntimeException e) {
      return new Scores.Failed("failed: " + e);
    }
  }

  private void failed(String reason) {
    circuit.onError(0, TimeUnit.NANOSECONDS, new RerankerException(reason));
    LOG.warn("Ranked without the reranker, which {}", reason);
    if (circuit.getState() == CircuitBreaker.State.OPEN) {
      LOG.warn("The reranker is left out for {} s", LEFT_ALONE.toSeconds());
    }
  }

  @Override
  public void close() {
    reranker.close();
  }
}
