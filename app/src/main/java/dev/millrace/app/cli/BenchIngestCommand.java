package dev.millrace.app.cli;

import dev.millrace.app.rival.EasyRag;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench ingest}: a folder into a server of its own, and then the same folder into
 * LangChain4j's easy RAG. One is through and closed before the other begins.
 */
@Command(
    name = "ingest",
    description =
        "Ingest a folder by a server of its own on an empty database, and by LangChain4j's easy RAG"
            + " in memory, and compare their times.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchIngestCommand implements Callable<Integer> {
  private static final int MOST_ROUNDS = 100;
  private static final double MB = 1e6;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder; ../shared/data/documents unless given.")
  private Path folder = Path.of("..", "shared", "data", "documents");

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each ingests it, in turns, each time anew; 1 unless given.")
  private int rounds = 1;

  @Option(names = "--without-rival", description = "Measure Millrace alone.")
  private boolean alone;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchIngestCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What LangChain4j took in, and in how long. */
  private record Rival(EasyRag.Ingested ingested, double seconds) {}

  @Override
  public Integer call() {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw Usage.wrong(spec, "--rounds is 1 to " + MOST_ROUNDS);
    }
    Path place = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(place)) {
      throw Usage.wrong(spec, "there is no folder " + place);
    }
    List<FolderIngest.Figures> ours = new ArrayList<>();
    List<Rival> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(new FolderIngest(surroundings, place).measure());
      if (!alone) {
        theirs.add(rival(place));
      }
    }
    if (json) {
      surroundings.terminal().out().println(Json.write(json(ours, theirs)));
    } else {
      report(ours, theirs);
    }
    return ExitCode.DONE;
  }

  private Rival rival(Path place) {
    if (!json) {
      surroundings.terminal().err().println("LangChain4j ingests the same folder …");
    }
    long start = System.nanoTime();
    EasyRag.Ingested ingested = EasyRag.ingest(place);
    return new Rival(ingested, (System.nanoTime() - start) / 1e9);
  }

  /** By the middle of its rounds. */
  private static <T> T median(List<T> figures, ToDoubleFunction<T> seconds) {
    List<T> sorted = figures.stream().sorted(Comparator.comparingDouble(seconds)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  private void report(List<FolderIngest.Figures> ours, List<Rival> theirs) {
    PrintStream out = surroundings.terminal().out();
    FolderIngest.Figures figures = median(ours, FolderIngest.Figures::seconds);
    out.printf(
        Locale.ROOT,
        "%s: %,.1f MB, %d cores, the JVM's heap %d MB at most%s%n",
        folder,
        figures.bytes() / MB,
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        rounds == 1 ? "" : ", median of " + rounds + " rounds");
    out.printf(
        Locale.ROOT,
        "Millrace: %.1f s until all is searchable, %s%n",
        figures.seconds(),
        figures.outcomes().entrySet().stream()
            .map(outcome -> outcome.getValue() + " " + outcome.getKey())
            .collect(Collectors.joining(", ")));
    out.printf(
        Locale.ROOT,
        "  %.2f documents/s, %.2f MB/s, %.1f passages/s of %,d%n",
        figures.documents() / figures.seconds(),
        figures.bytes() / MB / figures.seconds(),
        figures.passages() / figures.seconds(),
        figures.passages());
    out.println("  seconds  passages/s  by stage, added up over documents that go side by side:");
    figures
        .stages()
        .forEach(
            (stage, ms) ->
                out.printf(
                    Locale.ROOT,
                    "  %7.1f  %10s  %s%n",
                    ms / 1000.0,
                    ms == 0 ? "" : "%,.0f".formatted(figures.passages() * 1000.0 / ms),
                    stage));
    figures.memory().ifPresent(memory -> out.println("  most memory (PSS): " + memory.text()));
    if (!theirs.isEmpty()) {
      report(figures, median(theirs, Rival::seconds), out);
    }
  }

  private static void report(FolderIngest.Figures ours, Rival theirs, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "LangChain4j easy RAG, in memory: %.1f s, %d documents, %,d segments, %.1f segments/s%n",
        theirs.seconds(),
        theirs.ingested().documents(),
        theirs.ingested().segments(),
        theirs.ingested().segments() / theirs.seconds());
    out.printf(Locale.ROOT, "Millrace is %.2f times as fast%n", theirs.seconds() / ours.seconds());
  }

  private static Map<String, Object> json(List<FolderIngest.Figures> ours, List<Rival> theirs) {
    FolderIngest.Figures figures = median(ours, FolderIngest.Figures::seconds);
    Map<String, Object> millrace = new LinkedHashMap<>();
    millrace.put("seconds", figures.seconds());
    millrace.put("outcomes", figures.outcomes());
    millrace.put("passages", figures.passages());
    millrace.put("bytes", figures.bytes());
    millrace.put("documentsPerSecond", figures.documents() / figures.seconds());
    millrace.put("mbPerSecond", figures.bytes() / MB / figures.seconds());
    millrace.put("passagesPerSecond", figures.passages() / figures.seconds());
    millrace.put("stageMs", figures.stages());
    figures.memory().ifPresent(memory -> millrace.put("mostMemory", memory.json()));
    millrace.put("rounds", ours.stream().map(FolderIngest.Figures::seconds).toList());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("millrace", millrace);
    if (!theirs.isEmpty()) {
      Rival middle = median(theirs, Rival::seconds);
      Map<String, Object> rival = new LinkedHashMap<>();
      rival.put("seconds", middle.seconds());
      rival.put("documents", middle.ingested().documents());
      rival.put("segments", middle.ingested().segments());
      rival.put("rounds", theirs.stream().map(Rival::seconds).toList());
      object.put("langChain4j", rival);
      object.put("ratio", middle.seconds() / figures.seconds());
    }
    object.put("cores", Runtime.getRuntime().availableProcessors());
    object.put("maxHeap", Runtime.getRuntime().maxMemory());
    return object;
  }
}
