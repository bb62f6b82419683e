package dev.millrace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** Made documents in one batch, timed in tenths by their answers. */
final class BatchPush {
  private static final int TENTHS = 10;
  private static final Duration INDEXING = Duration.ofMinutes(5);
  private static final int MOST_TOLD = 5;

  private final DemoServer demo;
  private final MemoryWatch memory;
  private final int documents;
  private final List<Tenth> tenths = new ArrayList<>();
  private final List<String> trouble = new ArrayList<>();
  private long start;
  private long tenthStart;
  private final AtomicInteger answered = new AtomicInteger();
  private int refused;
  private long position;

  BatchPush(DemoServer demo, MemoryWatch memory, int documents) {
    this.demo = demo;
    this.memory = memory;
    this.documents = documents;
  }

  /**
   * A tenth of the documents.
   *
   * @param perSecond documents answered a second
   * @param memory at the moment of the most in this tenth; empty where the system does not tell
   */
  record Tenth(double perSecond, Optional<Footprint> memory) {}

  /**
   * What was measured.
   *
   * @param seconds until the last answer
   * @param lag seconds from then until searches found all
   * @param passages that searches find in the end
   * @param errors documents that were not added
   * @param trouble of some of those, in words
   */
  record Figures(
      List<Tenth> tenths,
      double seconds,
      double lag,
      long passages,
      int errors,
      List<String> trouble) {
    /** By how much of a hundred the last tenth was slower than the first; negative if faster. */
    double slowdown() {
      return (tenths.getFirst().perSecond() / tenths.getLast().perSecond() - 1) * 100;
    }
  }

  /** How many have been answered. */
  int answered() {
    return answered.get();
  }

  Figures measure() {
    String source;
    try (BenchClient client = new BenchClient(demo.server().url(), demo.key());
        MillraceClient waiting = demo.client(null)) {
      source = client.pushSource("bench");
      start = System.nanoTime();
      tenthStart = start;
      new BatchExchange(demo.server().url(), demo.key())
          .send("/api/documents/batch?sourceId=" + source, lines(), this::take);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (answered.get() < documents) {
        throw new CommandFailure(
            "the answer ended after " + answered + " of " + documents + " documents");
      }
      if (!waiting.awaitIndexed(position, INDEXING)) {
        throw new CommandFailure("the index did not follow within " + INDEXING);
      }
      double lag = (System.nanoTime() - start) / 1e9 - seconds;
      return new Figures(
          List.copyOf(tenths),
          seconds,
          lag,
          demo.server().passages(),
          refused,
          List.copyOf(trouble));
    }
  }

  private Iterator<String> lines() {
    MadeDocuments made = new MadeDocuments(1);
    return LongStream.rangeClosed(1, documents)
        .mapToObj(
            number -> {
              MadeDocuments.Made document = made.document(number);
              return Json.write(new Line("made-" + number, document.title(), document.text()));
            })
        .iterator();
  }

  private record Line(String externalId, String title, String text) {}

  private void take(String line) {
    JsonNode answer;
    try {
      answer = Json.tree(line);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("the answer has a line that is not JSON: " + line, e);
    }
    if (answer.has("summary")) {
      return;
    }
    position = Math.max(position, answer.path("position").asLong());
    if (!answer.path("outcome").asText().equals("added")) {
      refused++;
      if (trouble.size() < MOST_TOLD) {
        trouble.add(line);
      }
    }
    int tenth = tenths.size() + 1;
    if (answered.incrementAndGet() == end(tenth)) {
      long now = System.nanoTime();
      tenths.add(
          new Tenth(
              (end(tenth) - end(tenth - 1)) / ((now - tenthStart) / 1e9), memory.mostLately()));
      tenthStart = now;
    }
  }

  /** How many documents there are up to the end of a tenth. */
  private int end(int tenth) {
    return (int) ((long) documents * tenth / TENTHS);
  }
}
