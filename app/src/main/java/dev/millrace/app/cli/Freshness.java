package dev.millrace.app.cli;

import dev.millrace.app.cli.BenchClient.Pushed;
import dev.millrace.app.cli.BenchClient.Taken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Documents come, change and go, while others search and a folder is read over and over: how soon
 * searches see it.
 */
final class Freshness {
  private static final int WRITERS = 2;
  private static final int LIMIT = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** A folder of many small files and a few that take seconds each. */
  private static final int SMALL_FILES = 40;

  private static final int LARGE_FILES = 2;
  private static final int LARGE = 150;

  private final BenchClient client;
  private final Path folder;
  private final Plan plan;
  private final MadeDocuments documents = new MadeDocuments(7);
  private final List<Handbook.Question> questions = new Handbook().questions();
  private final StaleWatch watch = new StaleWatch();
  private final AtomicInteger pushes = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Double> searchable = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> replaced = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> invisible = Collections.synchronizedList(new ArrayList<>());
  private final List<Double> searches = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean stopped;

  /**
   * How much.
   *
   * @param pushes documents that come, change and go, at least
   * @param warmUp documents before, whose times do not count
   * @param checks searches for what is gone, at least
   * @param clients that search all the time
   */
  record Plan(int pushes, int warmUp, int checks, int clients) {}

  /**
   * @param folder an empty one of its own, for the files that the server reads meanwhile
   */
  Freshness(BenchClient client, Path folder, Plan plan) {
    this.client = client;
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * What was measured; times in milliseconds, as the client sees them.
   *
   * @param searchable from sending a push to the end of the first search that finds it
   * @param replaced the same for a push in the place of another
   * @param invisible from the answer to a removal to the end of the first search without it
   * @param searches of the other clients
   * @param runs of the folder that were begun meanwhile
   */
  record Figures(
      List<Double> searchable,
      List<Double> replaced,
      List<Double> invisible,
      List<Double> searches,
      long checks,
      long passages,
      long stale,
      int runs) {}

  Figures measure() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<Void> work = new ExecutorCompletionService<>(threads);
      work.submit(this::readFolder, null);
      for (int n = 0; n < WRITERS; n++) {
        work.submit(this::write, null);
      }
      for (int n = 0; n < plan.clients(); n++) {
        work.submit(this::search, null);
      }
      try {
        for (int n = 0; n < 1 + WRITERS + plan.clients(); n++) {
          work.take().get();
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } finally {
        stopped = true;
        threads.shutdownNow();
      }
    }
    return new Figures(
        List.copyOf(searchable),
        List.copyOf(replaced),
        List.copyOf(invisible),
        List.copyOf(searches),
        watch.checks(),
        watch.passages(),
        watch.stale(),
        runs.get());
  }

  /** Searches for what is gone so far. */
  long checks() {
    return watch.checks();
  }

  private boolean enough() {
    return stopped
        || (pushes.get() >= plan.warmUp() + plan.pushes() && watch.checks() >= plan.checks());
  }

  private void write() {
    while (!enough()) {
      int number = pushes.incrementAndGet();
      String first = watch.newWord();
      String id = "fresh-" + number;
      long sent = System.nanoTime();
      Taken taken = client.push(document(id, number, first));
      awaitFound(first);
      double found = millis(sent);

      String second = watch.newWord();
      sent = System.nanoTime();
      client.push(document(id, number, second));
      watch.gone(first);
      ask(first);
      awaitFound(second);
      double foundAgain = millis(sent);

      client.remove(taken.documentId());
      watch.gone(second);
      long answered = System.nanoTime();
      awaitGone(second, answered);
      if (number > plan.warmUp()) {
        searchable.add(found);
        replaced.add(foundAgain);
        invisible.add(millis(answered));
      }
    }
  }

  private Pushed document(String id, int number, String word) {
    MadeDocuments.Made made = documents.document(number);
    return new Pushed(
        id, made.title(), made.text() + " The code word of this note is " + word + ".", null);
  }

  private void awaitFound(String word) {
    long begin = System.nanoTime();
    while (ask(word).evidence().stream().noneMatch(passage -> passage.text().contains(word))) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new CommandFailure(
            "a pushed document was not found within " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  private void awaitGone(String word, long since) {
    while (ask(word).evidence().stream().anyMatch(passage -> passage.text().contains(word))) {
      if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new CommandFailure(
            "a removed document was still found after " + PATIENCE.toSeconds() + " s");
      }
    }
  }

  /** Searches, and looks through the answer. */
  private SearchAnswer ask(String query) {
    long began = System.nanoTime();
    SearchAnswer answer = client.search(query, LIMIT);
    watch.examine(query, began, answer);
    return answer;
  }

  /** Now for what is gone, now a question. */
  private void search() {
    for (int n = 0; !enough(); n++) {
      long began = System.nanoTime();
      String question = questions.get(n / 4 % questions.size()).query();
      ask(n % 4 == 0 ? question : watch.someGone().orElse(question));
      searches.add(millis(began));
    }
  }

  private void readFolder() {
    String source = client.folderSource("freshness", folder);
    while (!enough()) {
      writeFiles(runs.incrementAndGet());
      BenchClient.FolderRun run = client.start(source);
      while (run.goesOn() && !enough()) {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted");
        }
        run = client.run(run.id());
      }
      if (!run.goesOn() && !run.state().equals("done")) {
        throw new CommandFailure("the folder's run " + run.state() + ": " + run.reason());
      }
    }
  }

  private void writeFiles(int pass) {
    try {
      for (int n = 0; n < SMALL_FILES; n++) {
        long number = pass * 1_000L + n;
        Files.writeString(folder.resolve("note-" + n + ".txt"), documents.document(number).text());
      }
      for (int n = 0; n < LARGE_FILES; n++) {
        long number = pass * 1_000L + 900 + n;
        Files.writeString(folder.resolve("report-" + n + ".md"), documents.report(number, LARGE));
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot write into " + folder + ": " + e.getMessage(), e);
    }
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
