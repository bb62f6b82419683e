package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.IndexUnavailableException;
import dev.millrace.retrieval.index.PassageIndex;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Asks again for as long as the index says that it can't answer at the moment. */
final class PatientIndex implements PassageIndex {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PassageIndex index;
  private final AtomicInteger refused = new AtomicInteger();

  PatientIndex(PassageIndex index) {
    this.index = index;
  }

  /** How often it said so. */
  int refused() {
    return refused.get();
  }

  private <T> T patiently(Supplier<T> question) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return question.get();
      } catch (IndexUnavailableException e) {
        refused.incrementAndGet();
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private void patiently(Runnable act) {
    patiently(
        () -> {
          act.run();
          return true;
        });
  }

  @Override
  public Head applied() {
    return patiently(index::applied);
  }

  @Override
  public void apply(Collection<UUID> named, List<Projected> present, Head reached) {
    patiently(() -> index.apply(named, present, reached));
  }

  @Override
  public void commit() {
    patiently(index::commit);
  }

  @Override
  public void clear() {
    patiently(index::clear);
  }

  @Override
  public List<Candidate> lexical(Wording wording, AccessFilter access, int limit) {
    return patiently(() -> index.lexical(wording, access, limit));
  }

  @Override
  public List<Candidate> vector(float[] query, AccessFilter access, int limit) {
    return patiently(() -> index.vector(query, access, limit));
  }

  @Override
  public CandidatePool pool(Wording wording, float[] vector, AccessFilter access, int depth) {
    return new PatientPool(patiently(() -> index.pool(wording, vector, access, depth)));
  }

  private final class PatientPool implements CandidatePool {
    private final CandidatePool pool;

    PatientPool(CandidatePool pool) {
      this.pool = pool;
    }

    @Override
    public List<Candidate> lexical() {
      return patiently(() -> pool.lexical());
    }

    @Override
    public List<Candidate> lexical(List<RelevantText> relevant) {
      return patiently(() -> pool.lexical(relevant));
    }

    @Override
    public List<Candidate> nearest() {
      return patiently(pool::nearest);
    }

    @Override
    public boolean complete() {
      return pool.complete();
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @Override
  public List<Held> held(Collection<UUID> documents) {
    return patiently(() -> index.held(documents));
  }

  @Override
  public Set<UUID> documents() {
    return patiently(index::documents);
  }

  @Override
  public long size() {
    return patiently(index::size);
  }

  @Override
  public void close() {
    index.close();
  }
}
