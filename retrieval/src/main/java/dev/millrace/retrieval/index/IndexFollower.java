package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.CorpusLog.Entry;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index up with the corpus log. {@link #catchUp} applies what is new; {@link #start} does
 * so on a thread of its own until {@link #close}.
 *
 * <p>The index carries the position that it has applied, so that a crash loses only work. An index
 * of another corpus, or one that is ahead of the log because the database was restored, is emptied
 * and filled again.
 */
public final class IndexFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);

  /** Log entries applied in one go; each brings a document's passages and vectors to memory. */
  private static final int BATCH = 32;

  /**
   * Further behind than so many entries, searches see each step only when it is committed: a
   * segment for every {@value #BATCH} documents would cost more than their text.
   */
  private static final int FAR = 32 * BATCH;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

  /** Each commit ends a segment, which is to be merged later. */
  private static final Duration COMMIT_EVERY_FAR_BEHIND = Duration.ofSeconds(30);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final CorpusLog corpusLog;
  private final PassageIndex index;
  private final WorkspaceId workspace;
  private final EmbeddingSpace space;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Mending> mendings = new ConcurrentLinkedQueue<>();
  private final Condition moved = lock.newCondition();
  private final Condition wanted = lock.newCondition();
  private volatile boolean closed;
  private volatile boolean ready;
  private boolean wake;
  private long target = -1;
  private long lastCommit = System.nanoTime();
  private @Nullable Thread thread;

  public IndexFollower(
      CorpusLog corpusLog, PassageIndex index, WorkspaceId workspace, EmbeddingSpace space) {
    this.corpusLog = corpusLog;
    this.index = index;
    this.workspace = workspace;
    this.space = space;
  }

  /**
   * Follows the log on a thread of its own. A database that does not answer is asked again each
   * second.
   */
  public void start() {
    thread = Thread.ofPlatform().name("index-follower").daemon().start(this::follow);
  }

  /**
   * Whether the index has once reached what the log held when following began, or when it had to
   * start over.
   */
  public boolean ready() {
    return ready;
  }

  /** The position that searches see. */
  public long position() {
    return index.applied().position();
  }

  /**
   * Waits until searches see a position.
   *
   * @return whether they do
   */
  public boolean await(long position, Duration atMost) throws InterruptedException {
    if (position() >= position) {
      return true;
    }
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (position() < position && left > 0 && !closed) {
        wake = true;
        wanted.signalAll();
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    return position() >= position;
  }

  private record Mending(Set<UUID> documents, CompletableFuture<Void> done) {}

  /**
   * Has documents written again as the corpus has them, by the thread that follows.
   *
   * @return done when searches see it; fails if the index or the corpus does not answer, or
   *     following ends first
   */
  public CompletableFuture<Void> mend(Set<UUID> documents) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    mendings.add(new Mending(Set.copyOf(documents), done));
    if (closed) {
      giveUpMending();
    }
    lock.lock();
    try {
      wake = true;
      wanted.signalAll();
    } finally {
      lock.unlock();
    }
    return done;
  }

  private void mend() {
    for (Mending one = mendings.poll(); one != null; one = mendings.poll()) {
      try {
        index.apply(
            one.documents(), corpusLog.load(workspace, one.documents(), space), index.applied());
        one.done().complete(null);
      } catch (RuntimeException e) {
        one.done().completeExceptionally(e);
      }
    }
  }

  private void giveUpMending() {
    for (Mending one = mendings.poll(); one != null; one = mendings.poll()) {
      one.done().completeExceptionally(new IndexUnavailableException("the index is closing"));
    }
  }

  private void follow() {
    boolean failing = false;
    while (!closed) {
      try {
        catchUp();
        if (isDue(COMMIT_EVERY)) {
          commit();
        }
        failing = false;
        pause(POLL);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!failing) {
          log.warn(
              "The index can't follow the corpus: {}. Trying again each second.", e.getMessage());
          failing = true;
        }
        try {
          pause(RETRY_AFTER);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  private void pause(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!wake && !closed && left > 0) {
        left = wanted.awaitNanos(left);
      }
      wake = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(Duration every) {
    return System.nanoTime() - lastCommit > every.toNanos();
  }

  private void commit() {
    index.commit();
    lastCommit = System.nanoTime();
  }

  /** Applies the log up to its end. Called by one thread. */
  public void catchUp() {
    Head head = corpusLog.head(workspace);
    Head applied = index.applied();
    boolean anew =
        !applied.corpusId().equals(head.corpusId()) || applied.position() > head.position();
    if (anew) {
      if (applied.position() > 0) {
        log.warn(
            "The index is of corpus {} at {}, the database holds {} at {}. It is rebuilt from the database.",
            applied.corpusId(),
            applied.position(),
            head.corpusId(),
            head.position());
      }
      if (applied.position() > 0 || index.size() > 0) {
        index.clear();
      }
      index.apply(List.of(), List.of(), new Head(head.corpusId(), 0));
    }
    if (anew || target < 0) {
      target = head.position();
      ready = false;
    }
    long from = index.applied().position();
    if (target - from > BATCH) {
      log.info("The index catches up from {} to {}.", from, target);
    }
    while (from < head.position() && !closed) {
      from = step(from, head);
    }
    mend();
    if (!ready && index.applied().position() >= target) {
      ready = true;
      commit();
      log.info("The index is at {} with {} passages.", position(), index.size());
    }
  }

  /** Goes on from a position, and says to which. */
  private long step(long from, Head head) {
    List<Entry> entries = corpusLog.after(workspace, from, BATCH);
    if (entries.isEmpty()) {
      throw new IllegalStateException(
          "the corpus log has no entry after " + from + " although its head is beyond");
    }
    Set<UUID> named = new LinkedHashSet<>();
    entries.forEach(entry -> named.add(entry.documentId()));
    List<Projected> present = corpusLog.load(workspace, named, space);
    Head reached = new Head(head.corpusId(), entries.getLast().position());
    boolean far = head.position() - reached.position() > FAR;
    boolean due = isDue(far ? COMMIT_EVERY_FAR_BEHIND : COMMIT_EVERY);
    if (far && !due) {
      index.write(named, present, reached);
      return reached.position();
    }
    index.apply(named, present, reached);
    signalAll();
    if (due) {
      commit();
    }
    return reached.position();
  }

  private void signalAll() {
    lock.lock();
    try {
      wanted.signalAll();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops following and keeps what was applied. The index stays open. */
  @Override
  public void close() {
    closed = true;
    signalAll();
    Thread follower = thread;
    if (follower != null) {
      try {
        follower.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    giveUpMending();
  }
}
