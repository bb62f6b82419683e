package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.mail.ImapSession.Mailbox;
import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines to a server that several threads fetch over, each for the time of a message. */
final class ImapLines implements AutoCloseable {
  /** Many servers allow a user ten lines in all, mail programs' included. */
  private static final int MOST = 4;

  private static final long LONGEST_WAIT = 60;

  private final ImapAddress address;
  private final ImapAddress.Line line;
  private final Semaphore room = new Semaphore(MOST);
  private final Deque<Used> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  ImapLines(ImapAddress address, ImapAddress.Line line) {
    this.address = address;
    this.line = line;
  }

  /** A line with a mailbox open. It goes back when it is closed. */
  final class Used implements AutoCloseable {
    private final ImapSession session;
    private @Nullable String box;
    private Mailbox counters = new Mailbox(0, 0, 0);

    private Used(ImapSession session) {
      this.session = session;
    }

    private boolean open(String name) throws IOException {
      if (name.equals(box)) {
        return true;
      }
      box = null;
      Optional<Mailbox> opened = session.open(name);
      opened.ifPresent(
          found -> {
            box = name;
            counters = found;
          });
      return opened.isPresent();
    }

    ImapSession session() {
      return session;
    }

    long validity() {
      return counters.validity();
    }

    @Override
    public void close() {
      if (session.sound() && !closed) {
        idle.push(this);
        // It may have been closed meanwhile, and then nobody else would end this line.
        if (closed) {
          endIdle();
        }
      } else {
        session.close();
      }
      room.release();
    }
  }

  /** What is to be done over a line. The line is the taker's, who closes it, unless this throws. */
  interface Taker<T> {
    T take(Used line) throws IOException;
  }

  /**
   * Does something over a line on which a mailbox is open. A line that the server has given up in
   * the meantime is replaced once.
   *
   * @return empty if there is no such mailbox
   */
  <T> Optional<T> with(String box, Taker<T> taker) throws IOException, InterruptedException {
    if (!room.tryAcquire(LONGEST_WAIT, TimeUnit.SECONDS)) {
      throw new IOException(address.url() + ": all " + MOST + " lines are busy");
    }
    boolean lent = false;
    try {
      Used waiting = idle.poll();
      if (waiting != null) {
        try {
          Optional<T> result = over(waiting, box, taker);
          lent = true;
          return result;
        } catch (IOException e) {
          boolean sound = waiting.session().sound();
          waiting.session().close();
          if (sound) {
            throw e;
          }
        }
      }
      Used fresh = new Used(ImapSession.connect(address, line));
      try {
        Optional<T> result = over(fresh, box, taker);
        lent = true;
        return result;
      } catch (IOException e) {
        fresh.session().close();
        throw e;
      }
    } finally {
      if (!lent) {
        room.release();
      }
    }
  }

  private static <T> Optional<T> over(Used used, String box, Taker<T> taker) throws IOException {
    if (used.open(box)) {
      return Optional.of(taker.take(used));
    }
    used.close();
    return Optional.empty();
  }

  private void endIdle() {
    for (Used one = idle.poll(); one != null; one = idle.poll()) {
      one.session().close();
    }
  }

  @Override
  public void close() {
    closed = true;
    endIdle();
  }
}
