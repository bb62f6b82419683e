package dev.millrace.orchestration.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.evaluation.JudgedAnswer.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedAnswersTest {
  @TempDir private Path folder;

  private List<JudgedAnswer> read(String... lines) throws IOException {
    Path file = folder.resolve("answers.jsonl");
    Files.writeString(file, String.join("\n", lines));
    return JudgedAnswers.read(file);
  }

  @Test
  void everyFormOfALineIsRead() throws IOException {
    JudgedAnswer right =
        new JudgedAnswer(
            "Q?", "A. [1]", List.of(new Passage("T", "text"), new Passage("", "b")), true, "", "");
    assertThat(
            read(
                "\uFEFF{\"question\":\"Q?\",\"answer\":\"A. [1]\",\"evidence\":[{\"title\":\"T\",\"text\":\"text\"},\"b\"],\"label\":true}",
                "",
                "{\"answer\":\"A.\",\"evidence\":\"b\",\"label\":\"corrupt\",\"kind\":\"date\",\"id\":7}",
                "{\"answer\":\"A.\",\"evidence\":[],\"label\":\"negation\"}",
                JudgedAnswers.line(right)))
        .containsExactly(
            right,
            new JudgedAnswer("", "A.", List.of(new Passage("", "b")), false, "date", ""),
            new JudgedAnswer("", "A.", List.of(), false, "negation", ""),
            right);
  }

  @Test
  void badLinesAreNamed() {
    assertThatThrownBy(
            () ->
                read(
                    "{\"answer\":\"A.\",\"evidence\":[],\"label\":true}",
                    "{\"answer\":\"A.\"",
                    "[]",
                    "{\"answer\":\" \",\"evidence\":[],\"label\":true}",
                    "{\"answer\":\"A.\",\"evidence\":[],\"label\":\"maybe\"}",
                    "{\"answer\":\"A.\",\"evidence\":[3],\"label\":true}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 is not JSON at column")
        .hasMessageContaining("line 3 is not a JSON object")
        .hasMessageContaining("line 4 has no \"answer\"")
        .hasMessageContaining("line 5 has no \"label\"")
        .hasMessageContaining("line 6 has evidence");
  }

  @Test
  void aFileWithoutLinesIsRefused() {
    assertThatThrownBy(() -> read("")).hasMessageContaining("has no lines");
  }
}
