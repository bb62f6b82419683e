package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.evaluation.JudgedRanking;
import dev.millrace.retrieval.search.SearchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From measuring over the saved file to the comparison, and files that are something else. */
final class EvalCompareCommandTest {
  private static final int QUERIES = 20;

  @TempDir private Path folder;
  private Path collection = Path.of("");
  private String judgments = "as they are";
  private int queries = QUERIES;

  /** The vector leg misses every second query that the lexical one answers. */
  private final Shell shell =
      new Shell()
          .with(
              (EvaluationRun)
                  (plan, progress) -> {
                    Map<SearchMode, List<JudgedRanking>> all = new EnumMap<>(SearchMode.class);
                    for (SearchMode mode : plan.modes()) {
                      List<JudgedRanking> rankings = new ArrayList<>();
                      for (int n = 0; n < queries; n++) {
                        boolean found = mode == SearchMode.LEXICAL || n % 2 == 0;
                        rankings.add(
                            JudgedRanking.of(
                                "q" + n, List.of(found ? "right" : "wrong"), Map.of("right", 1)));
                      }
                      all.put(mode, rankings);
                    }
                    return new EvaluationRun.Measured(3, judgments, all);
                  });

  @BeforeEach
  void collection() throws IOException {
    collection = Files.createDirectory(folder.resolve("papers"));
  }

  private Path saved(String name, String... arguments) {
    Path file = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of("eval", "retrieval", collection.toString()));
    all.addAll(List.of("--save", file.toString(), "--json"));
    all.addAll(List.of(arguments));
    assertThat(shell.run(all.toArray(String[]::new))).as(shell.err()).isEqualTo(ExitCode.DONE);
    return file;
  }

  @Test
  void savesWhatWasMeasuredAndHow() throws Exception {
    List<String> lines =
        Files.readAllLines(
            saved("a", "--mode", "hybrid", "--without", "lent-words", "--passages", "160/0"));

    JsonNode head = Json.tree(lines.getFirst());
    assertThat(head.path("collection").asText()).isEqualTo("papers");
    assertThat(head.path("split").asText()).isEqualTo("test");
    assertThat(head.path("without").path(0).asText()).isEqualTo("lent-words");
    assertThat(head.path("passages").asText()).isEqualTo("160/0");
    assertThat(lines).hasSize(1 + QUERIES);
    JsonNode line = Json.tree(lines.get(2));
    assertThat(line.path("query").asText()).isEqualTo("q1");
    assertThat(line.path("mode").asText()).isEqualTo("hybrid");
    assertThat(line.path("measures").path("p@1").asDouble(-1)).isZero();
    assertThat(line.path("ranking").path(0).asText()).isEqualTo("wrong");
  }

  @Test
  void comparesTwoModesOfOneFileQueryByQuery() throws Exception {
    String file = saved("both", "--mode", "lexical,vector").toString();
    String[] command = {"eval", "compare", file + "@lexical", file + "@vector", "--changed", "3"};

    assertThat(shell.run(command)).as(shell.err()).isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .contains("20 queries of papers/test", "B better", "-0.5000")
        .containsPattern("ndcg@10 +1.0000 +0.5000 +-0.5000 +0.00\\d+ +0 +10 +10");
    assertThat(shell.outLines().subList(shell.outLines().size() - 3, shell.outLines().size()))
        .allMatch(line -> line.matches("q\\d+ +1.0000 +0.0000 +-1.0000"));

    assertThat(shell.run("eval", "compare", file + "@vector", file + "@lexical", "--json"))
        .isEqualTo(ExitCode.DONE);
    JsonNode found = Json.tree(shell.out());
    JsonNode ndcg = found.path("measures").path("ndcg@10");
    assertThat(ndcg.path("difference").asDouble()).isEqualTo(.5);
    assertThat(ndcg.path("wins").asInt()).isEqualTo(10);
    // Ten gains of one size: 2 of 2^10 exchanges are as far from 0.
    assertThat(ndcg.path("p").asDouble()).isCloseTo(2 / 1024.0, within(.0005));
    assertThat(found.path("changed")).hasSize(10);
  }

  @Test
  void refusesWhatCannotBeCompared() throws Exception {
    Path one = saved("one", "--mode", "lexical");
    Path both = saved("both", "--mode", "lexical,vector");
    assertThat(fails(one, both)).contains("has the modes lexical, vector: write", "@MODE");
    assertThat(fails(one, Path.of(both + "@rrf")))
        .contains("has no mode rrf, only lexical, vector");
    assertThat(fails(one, folder.resolve("none"))).contains("there is no file");

    queries = QUERIES - 1;
    assertThat(fails(one, saved("fewer", "--mode", "vector")))
        .contains("1 queries are in one of the two only, such as q19");
    queries = QUERIES;
    judgments = "as they became";
    assertThat(fails(one, saved("judged", "--mode", "vector"))).contains("judgments", "changed");
    collection = Files.createDirectory(folder.resolve("laws"));
    assertThat(fails(one, saved("other", "--mode", "vector")))
        .contains("is of papers/test and", "of laws/test");
    assertThat(shell.run("eval", "compare", one.toString(), one.toString(), "--measure", "luck"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--measure is one of ndcg@10").contains("not luck");
  }

  @Test
  void namesTheLineThatIsNone() throws Exception {
    Path one = saved("one", "--mode", "lexical");
    List<String> lines = Files.readAllLines(one);
    assertThat(fails(one, file("empty"))).contains("is empty");
    assertThat(fails(one, file("text", "hello"))).contains("line 1, is not of a saved run");
    assertThat(fails(one, file("json", "{}"))).contains("--save FILE");
    assertThat(fails(one, file("cut", lines.getFirst()))).contains("breaks off");
    assertThat(fails(one, file("half", lines.getFirst(), lines.get(1), "{\"mode\":")))
        .contains("line 3, is not of a saved run");
    assertThat(fails(one, file("twice", lines.getFirst(), lines.get(1), lines.get(1))))
        .contains("line 3: query q0 is there twice");
    assertThat(fails(one, file("bare", lines.getFirst(), "{\"mode\":\"lexical\",\"query\":\"1\"}")))
        .contains("line 2, lacks measures");
    Path bytes = folder.resolve("bytes");
    Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(fails(one, bytes)).contains("not UTF-8");
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private String fails(Path one, Path other) {
    assertThat(shell.run("eval", "compare", one.toString(), other.toString()))
        .isNotEqualTo(ExitCode.DONE);
    return shell.err();
  }
}
