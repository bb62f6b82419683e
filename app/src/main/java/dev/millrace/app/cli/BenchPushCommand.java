package dev.millrace.app.cli;

import java.io.PrintStream;
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
 * {@code bench push}: many small documents in one batch to a server of its own, and whether it gets
 * slower or larger on the way.
 */
@Command(
    name = "push",
    description =
        "Push many small documents, made of the handbook's sentences, in one batch that streams both"
            + " ways, and compare rate and memory from tenth to tenth.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchPushCommand implements Callable<Integer> {
  private static final int FEWEST = 10;
  private static final int MOST = 10_000_000;

  @Option(
      names = "--documents",
      paramLabel = "N",
      description = "How many, each of 60 to 120 words; 100000 unless given.")
  private int documents = 100_000;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchPushCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (documents < FEWEST || documents > MOST) {
      throw Usage.wrong(spec, "--documents is " + FEWEST + " to " + MOST);
    }
    BatchPush.Figures figures = measure();
    if (json) {
      surroundings.terminal().out().println(Json.write(json(figures)));
    } else {
      report(figures);
    }
    figures.trouble().forEach(line -> surroundings.terminal().err().println("not added: " + line));
    return figures.errors() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private BatchPush.Figures measure() {
    try (CommandHome home = CommandHome.scratch();
        DemoServer demo = DemoServer.start(surroundings, home, 0);
        MemoryWatch memory = new MemoryWatch(demo.server().home())) {
      BatchPush push = new BatchPush(demo, memory, documents);
      Instant begin = surroundings.clock().instant();
      try (LiveProgress _ =
          new LiveProgress(
                  surroundings.terminal(),
                  () ->
                      Progress.of(
                          "pushing",
                          push.answered(),
                          documents,
                          begin,
                          surroundings.clock().instant()))
              .start()) {
        return push.measure();
      }
    }
  }

  private void report(BatchPush.Figures figures) {
    PrintStream out = surroundings.terminal().out();
    out.printf(
        Locale.ROOT,
        "%,d documents in %.1f s: %.1f documents/s, %,d passages; all searchable %.1f s later; %d"
            + " errors; the JVM's heap %d MB at most%n",
        documents,
        figures.seconds(),
        documents / figures.seconds(),
        figures.passages(),
        figures.lag(),
        figures.errors(),
        Runtime.getRuntime().maxMemory() >> 20);
    List<BatchPush.Tenth> tenths = figures.tenths();
    for (int n = 0; n < tenths.size(); n++) {
      out.printf(
          Locale.ROOT,
          "%8.1f documents/s in tenth %d%s%n",
          tenths.get(n).perSecond(),
          n + 1,
          tenths.get(n).memory().map(memory -> ", most memory (PSS) " + memory.text()).orElse(""));
    }
    out.printf(
        Locale.ROOT,
        "The last tenth took %.1f %% %s than the first%n",
        Math.abs(figures.slowdown()),
        figures.slowdown() < 0 ? "less" : "more");
  }

  private Map<String, Object> json(BatchPush.Figures figures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("documents", documents);
    json.put("seconds", figures.seconds());
    json.put("documentsPerSecond", documents / figures.seconds());
    json.put("indexLagSeconds", figures.lag());
    json.put("passages", figures.passages());
    json.put("errors", figures.errors());
    json.put("slowdownPercent", figures.slowdown());
    json.put("tenths", figures.tenths().stream().map(BenchPushCommand::json).toList());
    json.put("maxHeap", Runtime.getRuntime().maxMemory());
    return json;
  }

  private static Map<String, Object> json(BatchPush.Tenth tenth) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("documentsPerSecond", tenth.perSecond());
    tenth.memory().ifPresent(memory -> json.put("mostMemory", memory.json()));
    return json;
  }
}
