package dev.millrace.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench answers}: how long a person waits for the first sentence. Asks the demonstration's
 * questions over HTTP, one after the other, on a server of its own with nothing configured.
 */
@Command(
    name = "answers",
    description =
        "Ask the demonstration's questions again and again, and time the first sentence and the"
            + " whole answer, as the client sees them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchAnswersCommand implements Callable<Integer> {
  private static final int LEAST = 1;
  private static final int MOST = 10_000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each question is asked; 40 unless given.")
  private int rounds = 40;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Rounds before, which do not count; 20 unless given.")
  private int warmUp = 20;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchAnswersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Times of one question, in milliseconds. */
  private record Times(List<Double> first, List<Double> whole) {}

  @Override
  public Integer call() {
    if (rounds < LEAST || rounds > MOST || warmUp < 0 || warmUp > MOST) {
      throw Usage.wrong(spec, "--rounds is 1 to 10000, --warm-up 0 to 10000");
    }
    try (CommandHome home = CommandHome.scratch();
        DemoServer demo = DemoServer.start(surroundings, home, 0)) {
      Handbook handbook = new Handbook();
      Terminal quiet = surroundings.terminal().resultsTo(surroundings.terminal().err());
      HandbookUpload upload = new HandbookUpload(quiet, surroundings.clock(), handbook);
      Path documents = home.folder().resolve("handbook");
      try (MillraceClient admin = demo.client(null)) {
        long position = upload.send(admin, documents);
        if (!upload.trouble().isEmpty()) {
          throw new CommandFailure("the handbook: " + String.join("; ", upload.trouble()));
        }
        report(measure(demo, handbook, position));
      }
    }
    return ExitCode.DONE;
  }

  private Map<String, Times> measure(DemoServer demo, Handbook handbook, long position) {
    Map<String, Times> times = new LinkedHashMap<>();
    for (int round = -warmUp; round < rounds; round++) {
      for (Handbook.Question question : handbook.questions()) {
        Times some =
            times.computeIfAbsent(
                question.query(), _ -> new Times(new ArrayList<>(), new ArrayList<>()));
        try (MillraceClient client = demo.client(question.as())) {
          ask(client, question.query(), position, round < 0 ? null : some);
        }
      }
    }
    return times;
  }

  private static void ask(
      MillraceClient client, String question, long position, @Nullable Times times) {
    // The connection is there, as it is for a browser or a tool that has just been used.
    client.alive();
    long start = System.nanoTime();
    double[] first = {-1};
    client.ask(
        AskQuestion.plain(question, position),
        (name, _) -> {
          if (name.equals("released") && first[0] < 0) {
            first[0] = millis(start);
          }
        });
    if (times != null) {
      times.first().add(first[0]);
      times.whole().add(millis(start));
    }
  }

  private static double millis(long since) {
    return (double) Duration.ofNanos(System.nanoTime() - since).toNanos() / 1_000_000;
  }

  private void report(Map<String, Times> times) {
    List<Double> first = times.values().stream().flatMap(some -> some.first().stream()).toList();
    List<Double> whole = times.values().stream().flatMap(some -> some.whole().stream()).toList();
    if (json) {
      surroundings
          .terminal()
          .out()
          .println(
              Json.write(
                  Map.of("firstSentenceMs", percentiles(first), "answerMs", percentiles(whole))));
      return;
    }
    line("", "first p50", "p95", "whole p50", "p95");
    times.forEach((question, some) -> figures(question, some.first(), some.whole()));
    figures("all", first, whole);
  }

  private static Map<String, Double> percentiles(List<Double> values) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("p50", Percentile.of(values, 50));
    named.put("p95", Percentile.of(values, 95));
    return named;
  }

  private void figures(String name, List<Double> first, List<Double> whole) {
    line(name, ms(first, 50), ms(first, 95), ms(whole, 50), ms(whole, 95));
  }

  private static String ms(List<Double> values, int percent) {
    return String.format(Locale.ROOT, "%.1f ms", Percentile.of(values, percent));
  }

  private void line(String name, String... columns) {
    StringBuilder line = new StringBuilder();
    for (String column : columns) {
      line.append(String.format(Locale.ROOT, "%10s", column));
    }
    surroundings.terminal().out().println(line.append("  ").append(name));
  }
}
