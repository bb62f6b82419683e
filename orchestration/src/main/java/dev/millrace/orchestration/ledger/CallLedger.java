package dev.millrace.orchestration.ledger;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes calls down in groups, in the background. A crash can lose the calls of the last {@value
 * #WINDOW_MS} ms; closing loses none. While the database is away calls are kept, up to {@value
 * #MOST_KEPT}; beyond that the oldest are given up, each with a line in the log.
 */
public final class CallLedger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);

  /** The longest that a call is in memory only, in milliseconds, while the database answers. */
  static final long WINDOW_MS = 200;

  private static final int GROUP = 500;
  static final int MOST_KEPT = 50_000;

  /** Classes of SQLSTATE, see appendix A of PostgreSQL's manual. */
  private static final String DATA_EXCEPTION = "22";

  private static final String CONSTRAINT_VIOLATION = "23";

  private final CallTables tables;
  private final String currency;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final Condition closing = lock.newCondition();
  private final Deque<CallRow> waiting = new ArrayDeque<>();
  private final Thread writer;
  private int writing;

  /**
   * Rows that are written at a time: one by one after a failure, to find the row that is to blame.
   */
  private int most = GROUP;

  private boolean failing;
  private boolean closed;

  /**
   * Opens the books.
   *
   * @param currency of all costs
   */
  public CallLedger(CallTables tables, String currency) {
    this.tables = requireNonNull(tables, "tables");
    this.currency = requireNonNull(currency, "currency");
    this.writer = Thread.ofPlatform().name("ledger").daemon().start(this::write);
  }

  /** The currency of all costs. */
  public String currency() {
    return currency;
  }

  /** Notes a call; returns at once. */
  public void note(Call call) {
    lock.lock();
    try {
      if (closed) {
        LOG.error("a call after the books were closed is lost to the ledger: {}", call);
        return;
      }
      if (waiting.size() >= MOST_KEPT) {
        LOG.error("a call is lost to the ledger: {}", waiting.removeFirst());
      }
      waiting.addLast(CallRow.of(call, currency));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until what was noted so far is in the database.
   *
   * @return false if that took longer
   */
  public boolean flush(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (!waiting.isEmpty() || writing > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = written.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How each model did since then, as far as it is written down. */
  public List<ModelUse> use(WorkspaceId workspace, Instant since) {
    return tables.use(workspace.value(), since);
  }

  private void write() {
    boolean last;
    do {
      last = pause();
      while (writeGroup()) {
        // The next group.
      }
    } while (!last);
  }

  /** Lets a group gather; whether it is the last. */
  private boolean pause() {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(WINDOW_MS);
      while (!closed && nanos > 0) {
        nanos = closing.awaitNanos(nanos);
      }
      return closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there may be more to write now. */
  private boolean writeGroup() {
    List<CallRow> group = take();
    if (group.isEmpty()) {
      return false;
    }
    Written written = Written.NOT_NOW;
    try {
      tables.add(group);
      written = Written.DONE;
      recovered();
    } catch (RuntimeException e) {
      written = failed(group, e);
    } finally {
      finish(group, written == Written.DONE || written == Written.GIVEN_UP);
    }
    return written != Written.NOT_NOW;
  }

  /** What became of a group. */
  private enum Written {
    DONE,
    /** It is a row that the database will never take. */
    GIVEN_UP,
    /** One of its rows is refused; each is tried by itself. */
    IN_PARTS,
    /** The database is away. */
    NOT_NOW
  }

  private void recovered() {
    most = Math.min(GROUP, 2 * most);
    if (failing) {
      LOG.info("The ledger is written again.");
      failing = false;
    }
  }

  private Written failed(List<CallRow> group, RuntimeException e) {
    if (!refused(e)) {
      if (!failing) {
        LOG.warn("Calls can't be written to the ledger; they are kept and tried again.", e);
        failing = true;
      }
      return Written.NOT_NOW;
    }
    most = 1;
    if (group.size() > 1) {
      return Written.IN_PARTS;
    }
    LOG.error("the database refuses a call, which is lost to the ledger: {}", group, e);
    return Written.GIVEN_UP;
  }

  /** Whether the database has looked at the data and does not take them. */
  private static boolean refused(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION);
      }
    }
    return false;
  }

  private List<CallRow> take() {
    lock.lock();
    try {
      List<CallRow> group = new ArrayList<>();
      while (group.size() < most && !waiting.isEmpty()) {
        group.add(waiting.removeFirst());
      }
      writing = group.size();
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void finish(List<CallRow> group, boolean done) {
    lock.lock();
    try {
      writing = 0;
      if (!done) {
        group.reversed().forEach(waiting::addFirst);
      }
      written.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is left. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      if (!waiting.isEmpty()) {
        LOG.error("{} calls are lost to the ledger: the database is away", waiting.size());
      }
    } finally {
      lock.unlock();
    }
  }
}
