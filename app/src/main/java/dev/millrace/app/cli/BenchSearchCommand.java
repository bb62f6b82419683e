package dev.millrace.app.cli;

import dev.millrace.app.rival.OpenSearchPassages;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.embedding.RememberingEmbedder;
import dev.millrace.retrieval.evaluation.OpenSearchNodes;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.search.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench search}: the search that serves over very many passages, beside OpenSearch with the
 * same passages, vectors and readers, asked in turns.
 */
@Command(
    name = "search",
    description =
        "Fill Millrace and OpenSearch with the same made passages, and compare how fast and how"
            + " well both search. OpenSearch comes through Maven and runs as a process beside.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchSearchCommand implements Callable<Integer> {
  private static final int MOST_PASSAGES = 10_000_000;
  private static final long SEED = 20_261_121;
  private static final Path DATA = Path.of("..", "shared", "data", "ir");

  @Option(names = "--passages", paramLabel = "N", description = "How many; 1000000 unless given.")
  private int passages = 1_000_000;

  @Option(names = "--queries", paramLabel = "N", description = "How many; 200 unless given.")
  private int queries = 200;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each is asked all of them, in turns; 3 unless given. One before does not count.")
  private int rounds = 3;

  @Option(
      names = "--real",
      paramLabel = "N",
      description = "Real passages that they are made of; 4000 unless given.")
  private int real = 4_000;

  @Option(
      names = "--collections",
      paramLabel = "DIR",
      split = ",",
      description =
          "Folders in BEIR form whose passages and queries are taken, with commas;"
              + " ../shared/data/ir/scifact, cranfield and anthropic-docs unless given.")
  private List<Path> collections =
      List.of(DATA.resolve("scifact"), DATA.resolve("cranfield"), DATA.resolve("anthropic-docs"));

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Folder where what was filled is kept, and found by later runs with the same passages;"
              + " by default it is deleted.")
  private @Nullable Path keep;

  @Option(
      names = "--without",
      paramLabel = "TECHNIQUES",
      split = ",",
      description =
          "What hybrid is also measured without, one after the other: both-scores, lent-words,"
              + " weighed-fields, forgiven-words, with commas.")
  private List<String> without = List.of();

  @Option(names = "--without-rival", description = "Measure Millrace alone.")
  private boolean alone;

  @Option(
      names = "--rival-heap",
      paramLabel = "SIZE",
      description = "OpenSearch's heap, as in -Xmx; 4g unless given.")
  private String rivalHeap = "4g";

  @Option(names = "--json", description = "Write JSON only.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  BenchSearchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (passages < SearchBench.PASSAGES_IN_A_DOCUMENT || passages > MOST_PASSAGES) {
      throw Usage.wrong(spec, "--passages is 20 to " + MOST_PASSAGES);
    }
    if (queries < 1 || rounds < 1 || real < 2) {
      throw Usage.wrong(spec, "--queries and --rounds are 1 or more, --real 2 or more");
    }
    left();
    for (Path folder : collections) {
      if (!Files.exists(folder.resolve("corpus.jsonl"))) {
        throw Usage.wrong(spec, "there is no collection in " + folder.toAbsolutePath().normalize());
      }
    }
    SearchBench.Given given = given();
    Path checkout = Path.of("").toAbsolutePath();
    if (!alone && !OpenSearchNodes.built(checkout)) {
      if (!Files.exists(checkout.resolve("mvnw"))) {
        throw new CommandFailure(
            "OpenSearch is built in Millrace's sources, and "
                + checkout
                + " is not their folder; run it there, or with --without-rival");
      }
      say("Fetching OpenSearch ...");
      OpenSearchNodes.build(checkout);
    }
    SearchFigures figures;
    try (CommandHome home = keep == null ? CommandHome.scratch() : CommandHome.at(keep)) {
      figures =
          ScratchCorpus.in(
              home,
              folder -> new GivenVectors(given.space(), given.queries()),
              Bm25.DEFAULT,
              corpus -> race(given, corpus, checkout));
    }
    if (json) {
      surroundings.terminal().out().println(Json.write(figures.json()));
    } else {
      surroundings.terminal().out().print(figures.text());
    }
    return ExitCode.DONE;
  }

  private List<Technique> left() {
    try {
      return without.stream().map(Technique::of).toList();
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(spec, "--without: " + e.getMessage());
    }
  }

  private SearchFigures race(SearchBench.Given given, ScratchCorpus corpus, Path checkout)
      throws IOException {
    FilledBefore before =
        FilledBefore.in(
            corpus.home(), new FilledBefore.Made(passages, real, collections.toString(), SEED));
    SearchBench bench =
        new SearchBench(
            given,
            new SearchBench.Course(passages, rounds, left(), this::progress),
            corpus.home(),
            before);
    MillraceContender millrace = new MillraceContender(corpus);
    if (alone) {
      return bench.run(List.of(millrace));
    }
    Path folder = corpus.home().resolve("opensearch");
    try (OpenSearchNodes nodes =
            OpenSearchNodes.start(checkout, folder, 1, List.of("-Xmx" + rivalHeap));
        OpenSearchPassages there =
            new OpenSearchPassages(nodes.url(0), given.space().dimension())) {
      return bench.run(List.of(millrace, new OpenSearchContender(there, given.queries(), folder)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while OpenSearch started", e);
    }
  }

  private final Map<String, Instant> begun = new LinkedHashMap<>();
  private long told;

  private synchronized void progress(String step, long done, long total) {
    Instant now = surroundings.clock().instant();
    Instant begin = begun.computeIfAbsent(step, _ -> now);
    if (!json && (done == total || now.toEpochMilli() - told > 5_000)) {
      told = now.toEpochMilli();
      say(ProgressLine.plain(Progress.of(step, done, total, begin, now)));
    }
  }

  private void say(String line) {
    if (!json) {
      surroundings.terminal().err().println(line);
    }
  }

  /** Embeds the real passages and the queries. */
  private SearchBench.Given given() throws IOException {
    try (CommandHome home = CommandHome.scratch();
        // As the server has it: it remembers what was asked last.
        Embedder embedder =
            new RememberingEmbedder(OnnxEmbedder.bgeSmall(home.folder().resolve("native")))) {
      List<RecombinedPassages.Real> made = new ArrayList<>();
      Map<String, float[]> asked = new LinkedHashMap<>();
      List<Double> first = new ArrayList<>();
      for (int n = 0; n < collections.size(); n++) {
        int left = collections.size() - n;
        RealPassages taken =
            RealPassages.of(
                collections.get(n), (real - made.size()) / left, (queries - asked.size()) / left);
        for (RealPassages.Text text : taken.texts()) {
          made.add(text.embedded(embedder));
          progress("embedding", made.size(), real);
        }
        taken
            .queries()
            .forEach(
                query -> {
                  first.add(embedded(embedder, query));
                  asked.put(query, embedder.query(query));
                });
      }
      List<Double> again = asked.keySet().stream().map(query -> embedded(embedder, query)).toList();
      return new SearchBench.Given(
          embedder.space(),
          new RecombinedPassages(made, SEED),
          asked,
          new SearchFigures.Embedding(Percentile.of(first, 50), Percentile.of(again, 50)));
    }
  }

  /** The milliseconds that a query's embedding takes. */
  private static double embedded(Embedder embedder, String query) {
    long start = System.nanoTime();
    embedder.query(query);
    return (System.nanoTime() - start) / 1e6;
  }
}
