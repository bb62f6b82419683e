package dev.millrace.retrieval.search;

import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.IndexHealth;
import dev.millrace.retrieval.index.IndexVerification;
import dev.millrace.retrieval.index.PassageIndex;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A generation as this process holds it: an index of its own, what keeps that up with the log, and
 * the search in it. Closing waits for searches under way.
 */
public final class ServedGeneration implements AutoCloseable {
  private final int id;
  private final Embedder embedder;
  private final PassageIndex index;
  private final IndexFollower follower;
  private final IndexVerification verification;
  private final IndexedSearch search;
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  private ServedGeneration(
      int id,
      Embedder embedder,
      PassageIndex index,
      IndexFollower follower,
      IndexVerification verification,
      IndexedSearch search) {
    this.id = id;
    this.embedder = embedder;
    this.index = index;
    this.follower = follower;
    this.verification = verification;
    this.search = search;
  }

  /**
   * Begins to follow.
   *
   * @param index the generation's; closed with this, or if this can't be opened
   * @param log what the generation's index may apply
   * @param models the embedder of the generation's space; they stay open when this closes
   */
  public static ServedGeneration open(
      PassageIndex index,
      Generation generation,
      WorkspaceId workspace,
      CorpusLog log,
      EvidenceStore store,
      SearchModels models) {
    Embedder embedder = models.embedder();
    if (!embedder.space().equals(generation.space())) {
      index.close();
      throw new IllegalArgumentException(
          "generation "
              + generation.id()
              + " has vectors of "
              + generation.space().model()
              + ", not of "
              + embedder.space().model());
    }
    IndexFollower follower = new IndexFollower(log, index, workspace, generation.space());
    follower.start();
    return new ServedGeneration(
        generation.id(),
        embedder,
        index,
        follower,
        new IndexVerification(log, index, follower, workspace, generation.space()),
        new IndexedSearch(index, follower, store, models));
  }

  /** The generation's id. */
  public int id() {
    return id;
  }

  /** The model of its space. */
  public Embedder embedder() {
    return embedder;
  }

  /** The log position that searches see. */
  public long position() {
    return follower.position();
  }

  /** Passages that searches see. */
  public long passages() {
    return index.size();
  }

  /** Waits until searches see a position; whether they do. */
  boolean await(long position, Duration atMost) throws InterruptedException {
    return follower.await(position, atMost);
  }

  /** Whether the index has once reached what it could reach when it was opened. */
  public boolean ready() {
    return follower.ready();
  }

  /**
   * Compares the index with the corpus, which takes as long as filling it would.
   *
   * @param repair whether documents that differ are written again
   */
  public IndexVerification.Report verify(boolean repair) {
    return verification.verify(repair);
  }

  /** How the index is at the moment. */
  public IndexHealth health() {
    return index.health();
  }

  /** Searches; empty if this was closed meanwhile. */
  public Optional<SearchResult> search(SearchRequest request) {
    life.readLock().lock();
    try {
      return closed ? Optional.empty() : Optional.of(search.search(request));
    } finally {
      life.readLock().unlock();
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        follower.close();
        index.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
