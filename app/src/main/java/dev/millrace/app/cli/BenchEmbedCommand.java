package dev.millrace.app.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.millrace.app.rival.LangChain4jEmbedding;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench embed}: passages a second, beside LangChain4j's own in-process path with the same
 * model file, in rounds that take turns. Both use the ONNX Runtime of this process.
 */
@Command(
    name = "embed",
    description =
        "Embed the same passages by Millrace and by LangChain4j as it comes, in rounds that take"
            + " turns, and compare speed and vectors.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchEmbedCommand implements Callable<Integer> {
  private static final int MOST_PASSAGES = 100_000;
  private static final int MOST_ROUNDS = 1_000;
  private static final Path DATA = Path.of("..", "shared", "data", "ir");
  private static final List<Path> USUAL =
      List.of(DATA.resolve("anthropic-docs"), DATA.resolve("scifact"));

  @Parameters(
      arity = "0..*",
      paramLabel = "PLACE",
      description =
          "Files, or folders with corpus.jsonl, .txt or .md, to cut passages of 150 to 220 tokens"
              + " from; ../shared/data/ir/anthropic-docs and scifact unless given.")
  private List<Path> places = USUAL;

  @Option(names = "--passages", paramLabel = "N", description = "How many; 300 unless given.")
  private int wanted = 300;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each embeds all of them; 7 unless given. One before does not count.")
  private int rounds = 7;

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchEmbedCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (wanted < 1 || wanted > MOST_PASSAGES || rounds < 1 || rounds > MOST_ROUNDS) {
      throw Usage.wrong(spec, "--passages is 1 to 100000, --rounds 1 to 1000");
    }
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw Usage.wrong(spec, "there is no " + place.toAbsolutePath().normalize());
      }
    }
    try (CommandHome home = CommandHome.scratch();
        Embedder millrace = OnnxEmbedder.bgeSmall(home.folder().resolve("native"))) {
      List<String> passages = new BenchPassages(millrace::tokens).from(places, wanted);
      report(measure(passages, millrace));
    }
    return ExitCode.DONE;
  }

  /**
   * What was measured.
   *
   * @param millrace its rounds
   * @param langChain4j the rounds beside them
   * @param cosine the least of any passage's two vectors
   */
  private record Figures(
      int passages, long tokens, List<Round> millrace, List<Round> langChain4j, double cosine) {
    /** How many times as fast, by round, in order of size. */
    List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < millrace.size(); round++) {
        ratios.add(langChain4j.get(round).seconds() / millrace.get(round).seconds());
      }
      return ratios.stream().sorted().toList();
    }

    double ratio() {
      return median(langChain4j, Round::seconds) / median(millrace, Round::seconds);
    }

    Map<String, Double> speed(List<Round> rounds) {
      double seconds = median(rounds, Round::seconds);
      Map<String, Double> speed = new LinkedHashMap<>();
      speed.put("passagesPerSecond", passages / seconds);
      speed.put("tokensPerSecond", tokens / seconds);
      speed.put("processorMsPerPassage", median(rounds, Round::processor) * 1000 / passages);
      return speed;
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
      double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
  }

  /**
   * All passages once.
   *
   * @param seconds that passed
   * @param processor seconds of all cores that the process used: hardly another's business
   */
  private record Round(double seconds, double processor) {}

  private Figures measure(List<String> passages, Embedder millrace) {
    LangChain4jEmbedding langChain4j = new LangChain4jEmbedding();
    double cosine = leastCosine(millrace.passages(passages), langChain4j.embed(passages));
    List<Round> ours = new ArrayList<>();
    List<Round> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      // Who begins changes, so that neither always runs on a machine that the other has warmed.
      if (round % 2 == 0) {
        ours.add(round(millrace::passages, passages));
        theirs.add(round(langChain4j::embed, passages));
      } else {
        theirs.add(round(langChain4j::embed, passages));
        ours.add(round(millrace::passages, passages));
      }
    }
    long tokens = passages.stream().mapToLong(millrace::tokens).sum();
    return new Figures(passages.size(), tokens, ours, theirs, cosine);
  }

  private interface Embedding {
    List<float[]> of(List<String> texts);
  }

  private static Round round(Embedding embedding, List<String> passages) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long start = System.nanoTime();
    long used = system.getProcessCpuTime();
    embedding.of(passages);
    return new Round((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - used) / 1e9);
  }

  private static double leastCosine(List<float[]> ones, List<float[]> others) {
    double least = 1;
    for (int n = 0; n < ones.size(); n++) {
      float[] one = ones.get(n);
      float[] other = others.get(n);
      double product = 0;
      double squares = 0;
      double otherSquares = 0;
      for (int i = 0; i < one.length; i++) {
        product += (double) one[i] * other[i];
        squares += (double) one[i] * one[i];
        otherSquares += (double) other[i] * other[i];
      }
      least = Math.min(least, product / Math.sqrt(squares * otherSquares));
    }
    return least;
  }

  private void report(Figures figures) {
    int cores = Runtime.getRuntime().availableProcessors();
    List<Double> ratios = figures.ratios();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("millrace", figures.speed(figures.millrace()));
      object.put("langChain4j", figures.speed(figures.langChain4j()));
      object.put("ratio", figures.ratio());
      object.put("ratios", ratios);
      object.put("leastCosine", figures.cosine());
      object.put("passages", figures.passages());
      object.put("tokens", figures.tokens());
      object.put("cores", cores);
      surroundings.terminal().out().println(Json.write(object));
      return;
    }
    PrintStream out = surroundings.terminal().out();
    out.printf(
        Locale.ROOT,
        "%d passages, %d tokens, %d rounds, %d cores%n",
        figures.passages(),
        figures.tokens(),
        rounds,
        cores);
    speed("Millrace, a worker for each core, one text a run", figures, figures.millrace());
    speed("LangChain4j, its default executor", figures, figures.langChain4j());
    out.printf(
        Locale.ROOT,
        "%.2f times as fast by medians (%.2f to %.2f by rounds), least cosine %.5f%n",
        figures.ratio(),
        ratios.getFirst(),
        ratios.getLast(),
        figures.cosine());
  }

  private void speed(String name, Figures figures, List<Round> rounds) {
    Map<String, Double> speed = figures.speed(rounds);
    surroundings
        .terminal()
        .out()
        .printf(
            Locale.ROOT,
            "%8.1f passages/s %8.0f tokens/s %8.1f ms of a core each  %s%n",
            speed.get("passagesPerSecond"),
            speed.get("tokensPerSecond"),
            speed.get("processorMsPerPassage"),
            name);
  }
}
