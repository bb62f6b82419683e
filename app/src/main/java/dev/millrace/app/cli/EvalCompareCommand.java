package dev.millrace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.app.cli.SavedRun.Line;
import dev.millrace.retrieval.evaluation.PairedDifference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eval compare A B}: two saved runs over the same queries, pair by pair. */
@Command(
    name = "compare",
    description = {
      "Compare two runs that eval retrieval --save wrote, query by query.",
      "p is that of the two-sided paired randomisation test, 100,000 permutations: how often chance"
          + " alone would make such a difference."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvalCompareCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A saved run; FILE@MODE where it has several modes.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "Another, or another mode of the same.")
  private String second = "";

  @Option(
      names = "--measure",
      paramLabel = "NAME",
      description = "By what to list the queries that changed most; ndcg@10 unless given.")
  private String measure = "ndcg@10";

  @Option(
      names = "--changed",
      paramLabel = "N",
      description = "How many queries that changed most to list; 10 unless given.")
  private int changed = 10;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  EvalCompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A mode of a saved run. */
  private record Side(Path file, SavedRun.Head head, String mode, Map<String, Line> queries) {
    String name() {
      String without =
          head.without().isEmpty() || !mode.equals("hybrid")
              ? ""
              : " without " + String.join(", ", head.without());
      return mode + without + " (" + file + ")";
    }
  }

  /** A query that fares differently. */
  private record Change(String question, double first, double second, double difference) {}

  @Override
  public Integer call() {
    if (changed < 0) {
      throw Usage.wrong(spec, "--changed is not negative");
    }
    Side a = side(first);
    Side b = side(second);
    requireSameQueries(a, b);
    Map<String, PairedDifference> measures = measures(a, b);
    if (!measures.containsKey(measure)) {
      throw Usage.wrong(
          spec, "--measure is one of " + String.join(", ", measures.keySet()) + ", not " + measure);
    }
    JsonNode shown = Json.node(shown(a, b, measures, changes(a, b)));
    if (json) {
      terminal.out().println(Json.write(shown));
      return ExitCode.DONE;
    }
    terminal.out().println("A  " + a.name());
    terminal.out().println("B  " + b.name());
    terminal.out().printf("%d queries of %s%n%n", a.queries().size(), collection(a));
    DifferenceText.print(shown, terminal);
    return ExitCode.DONE;
  }

  private Side side(String given) {
    int at = given.lastIndexOf('@');
    boolean named = at > 0 && !Files.exists(Path.of(given));
    Path file = Path.of(named ? given.substring(0, at) : given);
    if (!Files.isRegularFile(file)) {
      throw Usage.wrong(spec, "there is no file " + file.toAbsolutePath());
    }
    SavedRun run = SavedRun.read(file);
    List<String> modes = run.head().modes();
    if (!named && modes.size() != 1) {
      throw Usage.wrong(
          spec,
          file + " has the modes " + String.join(", ", modes) + ": write " + file + "@" + "MODE");
    }
    String mode = named ? given.substring(at + 1) : modes.getFirst();
    return new Side(file, run.head(), mode, run.mode(mode, file));
  }

  private static void requireSameQueries(Side a, Side b) {
    String of = collection(a);
    String other = collection(b);
    if (!of.equals(other)) {
      throw new CommandFailure(
          a.file() + " is of " + of + " and " + b.file() + " of " + other + ": nothing to compare");
    }
    Set<String> onlyOne = new TreeSet<>(a.queries().keySet());
    onlyOne.removeAll(b.queries().keySet());
    Set<String> onlyOther = new TreeSet<>(b.queries().keySet());
    onlyOther.removeAll(a.queries().keySet());
    if (!onlyOne.isEmpty() || !onlyOther.isEmpty()) {
      onlyOne.addAll(onlyOther);
      throw new CommandFailure(
          onlyOne.size()
              + " queries are in one of the two only, such as "
              + onlyOne.iterator().next()
              + ": measure both with the same --half and --limit-queries");
    }
    if (!a.head().judgments().equals(b.head().judgments())) {
      throw new CommandFailure(
          "the judgments of " + of + " changed between the two: measure both again");
    }
  }

  private static String collection(Side side) {
    return side.head().collection() + "/" + side.head().split();
  }

  /** Of the measures that both have. */
  private static Map<String, PairedDifference> measures(Side a, Side b) {
    Set<String> both = new TreeSet<>(a.queries().values().iterator().next().measures().keySet());
    List<String> inOrder =
        b.queries().values().iterator().next().measures().keySet().stream()
            .filter(both::contains)
            .toList();
    Map<String, PairedDifference> differences = new LinkedHashMap<>();
    for (String name : inOrder) {
      double[] ofA = new double[a.queries().size()];
      double[] ofB = new double[ofA.length];
      int n = 0;
      for (String query : a.queries().keySet()) {
        ofA[n] = value(a, query, name);
        ofB[n] = value(b, query, name);
        n++;
      }
      differences.put(name, PairedDifference.of(ofA, ofB));
    }
    return differences;
  }

  private static double value(Side side, String query, String name) {
    Line line = side.queries().get(query);
    Double value = line == null ? null : line.measures().get(name);
    if (value == null) {
      throw new CommandFailure(side.file() + " lacks " + name + " of query " + query);
    }
    return value;
  }

  private List<Change> changes(Side a, Side b) {
    List<Change> all = new ArrayList<>();
    for (String query : a.queries().keySet()) {
      double one = value(a, query, measure);
      double other = value(b, query, measure);
      if (one != other) {
        all.add(new Change(query, one, other, other - one));
      }
    }
    all.sort(
        Comparator.comparingDouble((Change change) -> -Math.abs(change.difference()))
            .thenComparing(Change::question));
    return all.subList(0, Math.min(changed, all.size()));
  }

  private static Map<String, Object> shown(
      Side a, Side b, Map<String, PairedDifference> measures, List<Change> changes) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("collection", collection(a));
    shown.put("first", a.name());
    shown.put("second", b.name());
    shown.put("queries", a.queries().size());
    Map<String, Object> all = new LinkedHashMap<>();
    measures.forEach((name, difference) -> all.put(name, DifferenceText.json(difference)));
    shown.put("measures", all);
    shown.put("changed", changes);
    return shown;
  }
}
