package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.Frames.Answer;
import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads files in processes of their own, which are started when there is work and end when there is
 * none. A process has a memory ceiling, and a deadline for each file: whatever a file does to the
 * process that reads it, it is that file's outcome, and the next file has another process.
 *
 * <p>A process that is killed from outside while it reads takes its file along once: the file is
 * read again, by another.
 */
public final class ForkedParser implements Parser {
  /** Of a JVM that had no memory left, with {@code ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** A process that was ended by a signal has this and the signal's number. */
  private static final int SIGNALLED = 128;

  /** HUP, INT, KILL, TERM: what people, supervisors and the system end processes with. */
  private static final Set<Integer> FROM_OUTSIDE = Set.of(1, 2, 9, 15);

  private static final long START_SECONDS = 60;

  /** Processes that are tried for a file, those included that ended before they began. */
  private static final int MOST_ATTEMPTS = 5;

  private final ParserOptions options;
  private final ForkLimits limits;
  private final ChildCommand command;
  private final Path temporaries;
  private final Semaphore places;
  private final Deque<ChildProcess> idle = new ArrayDeque<>();
  private final Set<ChildProcess> all = new HashSet<>();
  private final ExecutorService exchanges =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("parse ", 0).factory());
  private final ScheduledExecutorService reaper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("idle parsers").factory());
  private boolean closed;

  /** How an exchange with a process ended. */
  private sealed interface Exchange {
    record Answered(Reading reading) implements Exchange {}

    record Killed(int signal, boolean begun) implements Exchange {}
  }

  /**
   * A parser without processes, so far. What killed servers left in its home is deleted.
   *
   * @throws IOException if the home can't be written
   */
  public ForkedParser(ParserOptions options, ForkLimits limits) throws IOException {
    this(options, limits, ChildCommand.parser(options, limits.heapBytes()));
  }

  ForkedParser(ParserOptions options, ForkLimits limits, ChildCommand command) throws IOException {
    this.options = options;
    this.limits = limits;
    this.command = command;
    this.places = new Semaphore(limits.atOnce(), true);
    Files.createDirectories(limits.home());
    this.temporaries = limits.home().resolve("temporary");
    Files.createDirectories(temporaries);
    MemberFolder.empty(temporaries);
    long period = Math.max(1, limits.idle().toMillis() / 4);
    var _ = reaper.scheduleWithFixedDelay(this::dismissIdle, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public Reading read(FetchedFile file, Path folder) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped("the reading was broken off");
    }
    try {
      int whileReading = 0;
      for (int attempt = 1; ; attempt++) {
        switch (exchange(file, folder)) {
          case Exchange.Answered answered -> {
            return answered.reading();
          }
          case Exchange.Killed killed -> {
            // One that was killed before was perhaps dying already when it was asked.
            whileReading += killed.begun() ? 1 : 0;
            if (whileReading > 1 || attempt == MOST_ATTEMPTS) {
              return stopped(
                  "the parser process was killed, twice (signal " + killed.signal() + ")");
            }
            MemberFolder.empty(folder);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopped("the reading was broken off");
    } catch (IOException e) {
      throw new UncheckedIOException("no file can be parsed: " + e.getMessage(), e);
    } finally {
      places.release();
    }
  }

  /** The processes that there are, for those who watch what they take. */
  public List<Long> pids() {
    synchronized (all) {
      all.removeIf(child -> !child.isAlive());
      return all.stream().map(ChildProcess::pid).toList();
    }
  }

  @Override
  public void close() {
    reaper.shutdownNow();
    List<ChildProcess> ending;
    synchronized (all) {
      closed = true;
      ending = new ArrayList<>(all);
      idle.clear();
    }
    ending.forEach(ChildProcess::kill);
    ending.forEach(ChildProcess::exitCode);
    exchanges.shutdown();
  }

  private Exchange exchange(FetchedFile file, Path folder)
      throws IOException, InterruptedException {
    Optional<ChildProcess> taken = take();
    if (taken.isEmpty()) {
      return new Exchange.Answered(stopped("Millrace is being stopped"));
    }
    ChildProcess child = taken.get();
    boolean keep = false;
    try {
      start(child);
      Answer answer = within(limits.deadline().toNanos(), () -> child.ask(file, folder, options));
      keep = !answer.last();
      return new Exchange.Answered(answer.reading());
    } catch (TimeoutException e) {
      return new Exchange.Answered(timedOut());
    } catch (ExecutionException e) {
      return died(child, e);
    } finally {
      if (keep) {
        giveBack(child);
      } else {
        child.kill();
        forget(child);
      }
    }
  }

  /** Not the file's time: a machine under load may take long to start a process. */
  private void start(ChildProcess child)
      throws InterruptedException, ExecutionException, IOException {
    if (child.isReady()) {
      return;
    }
    try {
      within(
          TimeUnit.SECONDS.toNanos(START_SECONDS),
          () -> {
            child.awaitReady();
            return child;
          });
    } catch (TimeoutException e) {
      throw new IOException("a parser process was not ready after " + START_SECONDS + " s", e);
    }
  }

  private <T> T within(long nanos, Callable<T> exchange)
      throws InterruptedException, ExecutionException, TimeoutException {
    Future<T> answer = exchanges.submit(exchange);
    return answer.get(nanos, TimeUnit.NANOSECONDS);
  }

  private Exchange died(ChildProcess child, ExecutionException fault) throws IOException {
    if (isClosed()) {
      return new Exchange.Answered(stopped("Millrace is being stopped"));
    }
    // What a process that runs on has written can't be understood: it is beyond trust.
    boolean ended = child.endsWithin(1);
    int code = child.exitCode();
    if (ended && code > SIGNALLED && FROM_OUTSIDE.contains(code - SIGNALLED)) {
      return new Exchange.Killed(code - SIGNALLED, child.hasBegun());
    }
    if (!child.isReady()) {
      throw new IOException(
          "a parser process ended at its start with code " + code + ": " + child.complaint(),
          fault);
    }
    return new Exchange.Answered(
        Reading.of(
            ended && code == OUT_OF_MEMORY
                ? new NotParsed(
                    Kind.TOO_LARGE,
                    "needs more memory to read than a parser has ("
                        + limits.heapBytes() / (1024 * 1024)
                        + " MB): split it, or raise millrace.ingestion.parser-memory")
                : new NotParsed(
                    Kind.DAMAGED,
                    "made the parser process end"
                        + (ended ? " with code " + code : " by what it wrote"))));
  }

  private Reading timedOut() {
    return Reading.of(
        new NotParsed(
            Kind.TIMED_OUT,
            "not read within "
                + limits.deadline().toSeconds()
                + " s; split it, or raise millrace.ingestion.parse-timeout"));
  }

  private static Reading stopped(String reason) {
    return Reading.of(new NotParsed(Kind.STOPPED, reason));
  }

  /** The process that worked last, as it is the warmest, or a new one; none once closed. */
  private Optional<ChildProcess> take() throws IOException {
    synchronized (all) {
      while (!closed && !idle.isEmpty()) {
        ChildProcess child = idle.pop();
        if (child.isAlive()) {
          return Optional.of(child);
        }
        all.remove(child);
      }
      if (closed) {
        return Optional.empty();
      }
      ChildProcess child = ChildProcess.start(command, temporaries);
      all.add(child);
      return Optional.of(child);
    }
  }

  private void giveBack(ChildProcess child) {
    child.idleSince(System.nanoTime());
    synchronized (all) {
      if (!closed) {
        idle.push(child);
      }
    }
  }

  private void forget(ChildProcess child) {
    synchronized (all) {
      all.remove(child);
    }
  }

  private boolean isClosed() {
    synchronized (all) {
      return closed;
    }
  }

  private void dismissIdle() {
    List<ChildProcess> dismissed = new ArrayList<>();
    synchronized (all) {
      long latest = System.nanoTime() - limits.idle().toNanos();
      while (!idle.isEmpty() && idle.peekLast().idleSince() - latest <= 0) {
        dismissed.add(idle.pollLast());
      }
    }
    dismissed.forEach(ChildProcess::dismiss);
  }
}
