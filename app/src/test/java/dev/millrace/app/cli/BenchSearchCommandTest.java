package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchSearchCommandTest {
  private final Shell shell = new Shell();
  @TempDir Path folder;
  private Path collection;
  private Path kept;

  @BeforeEach
  void makeACollection() throws IOException {
    collection = folder.resolve("collection");
    kept = folder.resolve("kept");
    StringBuilder corpus = new StringBuilder();
    MadeDocuments documents = new MadeDocuments(1);
    for (int n = 0; n < 10; n++) {
      corpus
          .append(
              Json.write(Map.of("_id", "d" + n, "title", "", "text", documents.document(n).text())))
          .append('\n');
    }
    Files.createDirectories(collection.resolve("qrels"));
    Files.writeString(collection.resolve("corpus.jsonl"), corpus);
    Files.writeString(
        collection.resolve("queries.jsonl"), "{\"_id\":\"q\",\"text\":\"which one?\"}\n");
    Files.writeString(
        collection.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq\td1\t1\n");
  }

  private int bench(String passages) {
    return shell.run(
        "bench",
        "search",
        "--without-rival",
        "--json",
        "--without",
        "lent-words",
        "--rounds",
        "1",
        "--queries",
        "1",
        "--real",
        "10",
        "--passages",
        passages,
        "--collections",
        collection.toString(),
        "--keep",
        kept.toString());
  }

  private JsonNode measured(String passages) throws IOException {
    assertThat(bench(passages)).as(shell.err()).isEqualTo(ExitCode.DONE);
    return Json.tree(shell.out());
  }

  @Test
  void whatWasFilledIsFoundAgain() throws IOException {
    JsonNode first = measured("400");

    assertThat(first.path("passages").asInt()).isEqualTo(400);
    assertThat(first.path("embedding").path("firstMs").asDouble()).isPositive();
    assertThat(first.path("filled").path("Millrace").path("indexBytes").asLong()).isPositive();
    assertThat(first.path("recall").path("ALL").path("Millrace").path("at10").asDouble())
        .isGreaterThan(0.8);
    assertThat(first.path("times")).hasSize(7);
    assertThat(first.path("times").path(5).path("times").path("Millrace").path("p99").asDouble())
        .isPositive();

    assertThat(measured("400").path("filled")).isEqualTo(first.path("filled"));

    assertThat(bench("200")).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains(kept.toString(), "filled with other passages", "400");
  }

  @Test
  void numbersThatMakeNoSenseAndFoldersThatAreNotThereAreWrongUsage() {
    assertThat(bench("19")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--passages is 20 to");
    assertThat(shell.run("bench", "search", "--rounds", "0")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.run("bench", "search", "--collections", folder.resolve("gone").toString()))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("there is no collection in", "gone");
  }
}
