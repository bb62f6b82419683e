package dev.millrace.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
 * {@code bench freshness}: how soon searches see what was pushed, and whether they ever show what
 * was replaced or removed, on a server of its own with other work to do.
 */
@Command(
    name = "freshness",
    description =
        "Push, replace and remove documents while clients search and a folder is read, and time"
            + " until searches see it. Exit code 1 if a search shows what was gone before it began.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchFreshnessCommand implements Callable<Integer> {
  private static final int MOST_PUSHES = 1_000_000;
  private static final int MOST_CHECKS = 100_000_000;
  private static final int MOST_CLIENTS = 64;

  @Option(
      names = "--pushes",
      paramLabel = "N",
      description = "Documents that are pushed, replaced and removed, at least; 100 unless given.")
  private int pushes = 100;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Documents before, whose times do not count; 10 unless given.")
  private int warmUp = 10;

  @Option(
      names = "--checks",
      paramLabel = "N",
      description = "Searches for what is gone, at least; 10000 unless given: about a minute.")
  private int checks = 10_000;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "Clients that search all the time; 4 unless given.")
  private int clients = 4;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchFreshnessCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pushes < 1 || pushes > MOST_PUSHES || checks < 1 || checks > MOST_CHECKS) {
      throw Usage.wrong(spec, "--pushes is 1 to " + MOST_PUSHES + ", --checks 1 to " + MOST_CHECKS);
    }
    if (warmUp < 0 || warmUp > MOST_PUSHES) {
      throw Usage.wrong(spec, "--warm-up is 0 to " + MOST_PUSHES);
    }
    if (clients < 1 || clients > MOST_CLIENTS) {
      throw Usage.wrong(spec, "--clients is 1 to " + MOST_CLIENTS);
    }
    Freshness.Figures figures = measure();
    if (json) {
      surroundings.terminal().out().println(Json.write(json(figures)));
    } else {
      report(figures);
    }
    return figures.stale() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Freshness.Figures measure() throws IOException, InterruptedException {
    try (CommandHome home = CommandHome.scratch();
        DemoServer demo = DemoServer.start(surroundings, home, 0);
        BenchClient client = new BenchClient(demo.server().url(), demo.key())) {
      Path folder = Files.createDirectory(home.folder().resolve("read-over-and-over"));
      Freshness freshness =
          new Freshness(client, folder, new Freshness.Plan(pushes, warmUp, checks, clients));
      Instant begin = surroundings.clock().instant();
      try (LiveProgress _ =
          new LiveProgress(
                  surroundings.terminal(),
                  () ->
                      Progress.of(
                          "checking",
                          freshness.checks(),
                          checks,
                          begin,
                          surroundings.clock().instant()))
              .start()) {
        return freshness.measure();
      }
    }
  }

  private void report(Freshness.Figures figures) {
    PrintStream out = surroundings.terminal().out();
    out.printf(Locale.ROOT, "%11s%11s%11s%11s%n", "p50", "p99", "most", "times");
    line("push to searchable", figures.searchable());
    line("replacement to searchable", figures.replaced());
    line("removal to invisible: the next search", figures.invisible());
    line("search of " + clients + " clients that never rest", figures.searches());
    out.printf(
        Locale.ROOT,
        "%,d stale among %,d passages shown; %,d of the searches asked for the very words of a text"
            + " that was gone. A folder of reports and notes was read meanwhile, %d times over.%n",
        figures.stale(),
        figures.passages(),
        figures.checks(),
        figures.runs());
  }

  private void line(String name, List<Double> ms) {
    surroundings
        .terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%8.1f ms%8.1f ms%8.1f ms%,11d  %s%n",
            Percentile.of(ms, 50),
            Percentile.of(ms, 99),
            Percentile.of(ms, 100),
            ms.size(),
            name);
  }

  private static Map<String, Object> json(Freshness.Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("searchableMs", json(figures.searchable()));
    json.put("replacedMs", json(figures.replaced()));
    json.put("invisibleMs", json(figures.invisible()));
    json.put("searchMs", json(figures.searches()));
    json.put("checks", figures.checks());
    json.put("passages", figures.passages());
    json.put("stale", figures.stale());
    json.put("runs", figures.runs());
    return json;
  }

  private static Map<String, Object> json(List<Double> ms) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p50", Percentile.of(ms, 50));
    json.put("p99", Percentile.of(ms, 99));
    json.put("most", Percentile.of(ms, 100));
    json.put("times", ms.size());
    return json;
  }
}
