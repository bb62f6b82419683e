package dev.millrace.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirCollectionTest {
  @TempDir Path folder;

  @BeforeEach
  void smallCollection() throws IOException {
    write(
        "corpus.jsonl",
        """
        {"_id": "d1", "title": "Leave", "text": "Twenty days 🌴."}
        {"_id": 2, "title": null, "text": "No title", "metadata": {}}

        {"_id": "d3", "text": ""}
        """);
    write(
        "queries.jsonl",
        """
        {"_id": "q1", "text": "How much leave?"}
        {"_id": "q2", "text": "Not judged"}
        {"_id": "q3", "text": "Only in train"}
        """);
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\n");
    write("qrels/train.tsv", "query-id\tcorpus-id\tscore\nq3\td3\t1\n");
  }

  @Test
  void readsTheQueriesThatTheSplitJudges() throws IOException {
    BeirCollection test = BeirCollection.open(folder);

    assertThat(test.documents()).isEqualTo(3);
    assertThat(test.queries()).isEqualTo(Map.of("q1", "How much leave?"));
    assertThat(test.qrels()).isEqualTo(Map.of("q1", Map.of("d1", 2, "2", 0)));
    assertThat(test.unknown()).isEqualTo(new BeirCollection.Unknown(0, 0));
    assertThat(BeirCollection.open(folder, "train").queries()).containsOnlyKeys("q3");
  }

  @Test
  void streamsTheDocumentsInOrder() throws IOException {
    List<BeirCollection.Entry> documents = new ArrayList<>();
    BeirCollection.open(folder).forEachDocument(documents::add);

    assertThat(documents)
        .containsExactly(
            new BeirCollection.Entry("d1", "Leave", "Twenty days 🌴.", List.of()),
            new BeirCollection.Entry("2", "", "No title", List.of()),
            new BeirCollection.Entry("d3", "", "", List.of()));
  }

  @Test
  void readsWhatWasSaidBeforeAQuery() throws IOException {
    write(
        "queries.jsonl",
        """
        {"_id": "q1", "text": "And in Spain?", "history": [{"speaker": "user", "text": "How much leave?"}, \
        {"speaker": "agent", "text": "Twenty days."}]}
        """);

    BeirCollection test = BeirCollection.open(folder);

    assertThat(test.histories().get("q1"))
        .containsExactly(
            new BeirCollection.Said(true, "How much leave?"),
            new BeirCollection.Said(false, "Twenty days."));
    BeirCollection rewritten =
        test.rewritten((history, text) -> text + " " + history.getFirst().text());
    assertThat(rewritten.queries()).isEqualTo(Map.of("q1", "And in Spain? How much leave?"));
    assertThat(rewritten.only("q2"::equals).qrels()).isEmpty();

    write("queries.jsonl", "{\"_id\": \"q1\", \"text\": \"a\", \"history\": [{\"text\": \"b\"}]}");
    assertFails("queries.jsonl, line 1: has a \"history\" whose turns lack");
  }

  @Test
  void toleratesAndCountsJudgmentsOfWhatIsNotThere() throws IOException {
    write(
        "qrels/test.tsv",
        "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\tgone\t1\nq9\td1\t1\nq9\tgone\t1\n");

    BeirCollection test = BeirCollection.open(folder);

    assertThat(test.unknown()).isEqualTo(new BeirCollection.Unknown(1, 1));
    assertThat(test.qrels()).isEqualTo(Map.of("q1", Map.of("d1", 1, "gone", 1)));
  }

  @Test
  void readsFilesOfOtherPrograms() throws IOException {
    write("corpus.jsonl", "\uFEFF{\"_id\": \"d1\", \"text\": \"a\"}\r\n\r\n");
    write("qrels/test.tsv", "q1\td1\t1\r\nq1\td1\t1\r\n");

    BeirCollection test = BeirCollection.open(folder);

    assertThat(test.documents()).isEqualTo(1);
    assertThat(test.qrels()).isEqualTo(Map.of("q1", Map.of("d1", 1)));
  }

  @Test
  void namesAMissingFile() throws IOException {
    assertFails("qrels/dev.tsv: is missing", () -> BeirCollection.open(folder, "dev"));
    Files.delete(folder.resolve("corpus.jsonl"));
    assertFails("corpus.jsonl: is missing: the folder needs");
    assertFails("nowhere: is not a folder", () -> BeirCollection.open(folder.resolve("nowhere")));
  }

  @Test
  void namesTheLineThatIsNotAnEntry() throws IOException {
    String good = "{\"_id\": \"d1\", \"text\": \"a\"}\n";
    write("corpus.jsonl", good + "{\"_id\": \"d2\", \"te");
    assertFails("corpus.jsonl, line 2: is not JSON at column ");
    write("corpus.jsonl", good + "\n[1]");
    assertFails("corpus.jsonl, line 3: is not a JSON object");
    write("corpus.jsonl", good + good.strip() + "{}");
    assertFails("corpus.jsonl, line 2: is not JSON");
    write("corpus.jsonl", "{\"id\": \"d1\", \"text\": \"a\"}");
    assertFails("corpus.jsonl, line 1: has no \"_id\"");
    write("corpus.jsonl", "{\"_id\": \"d1\", \"text\": null}");
    assertFails("corpus.jsonl, line 1: has no \"text\"");
    write("corpus.jsonl", good);
    write("queries.jsonl", "nonsense");
    assertFails("queries.jsonl, line 1: is not JSON");
  }

  @Test
  void namesBothLinesOfADuplicate() throws IOException {
    String good = "{\"_id\": \"d1\", \"text\": \"a\"}\n";
    write("corpus.jsonl", good + "\n" + good);
    assertFails("corpus.jsonl, line 3: \"_id\" d1 is that of line 1 already");
    write("corpus.jsonl", good);
    write("queries.jsonl", good + good);
    assertFails("queries.jsonl, line 2: \"_id\" d1 is that of line 1 already");
  }

  @Test
  void namesTheLineThatIsNotAJudgment() throws IOException {
    String header = "query-id\tcorpus-id\tscore\n";
    write("qrels/test.tsv", header + "q1 d1 1\n");
    assertFails("test.tsv, line 2: is not a query-id, a corpus-id and a score");
    write("qrels/test.tsv", header + "q1\td1\t0.5\n");
    assertFails("test.tsv, line 2: has the score \"0.5\"");
    write("qrels/test.tsv", header + "q1\td1\t1\nq1\td1\t2\n");
    assertFails("test.tsv, line 3: judges document d1 for query q1 as 2, an earlier line as 1");
    write("qrels/test.tsv", header);
    assertFails("test.tsv: judges no document");
    write("qrels/test.tsv", header + "q8\td1\t1\n");
    assertFails("test.tsv: judges no query of queries.jsonl");
  }

  @Test
  void namesTheFileThatIsNotText() throws IOException {
    Files.write(folder.resolve("corpus.jsonl"), new byte[] {'{', (byte) 0xC3, (byte) 0x28});
    assertFails("corpus.jsonl: is not UTF-8");
  }

  @Test
  void readsSciFact() throws IOException {
    Path data = Path.of(System.getProperty("test.data", "../../shared/data"));
    Path scifact = data.resolve("ir/scifact");
    assumeTrue(Files.isDirectory(scifact), scifact + " is not there");

    BeirCollection test = BeirCollection.open(scifact);

    assertThat(test.documents()).isEqualTo(5183);
    assertThat(test.queries()).hasSize(300);
    assertThat(test.unknown()).isEqualTo(new BeirCollection.Unknown(0, 0));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void assertFails(String problem) {
    assertFails(problem, () -> BeirCollection.open(folder));
  }

  private void assertFails(String problem, ThrowingCallable open) {
    assertThatThrownBy(open)
        .isInstanceOf(MalformedCollectionException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(problem);
  }
}
