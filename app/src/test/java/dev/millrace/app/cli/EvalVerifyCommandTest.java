package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvalVerifyCommandTest {
  private static final Path DATA = Path.of(System.getProperty("test.data", "../../shared/data"));

  @TempDir private Path folder;

  private final Shell shell = new Shell();

  @Test
  void tellsRightAnswersFromWrongOnes() throws Exception {
    Path file = folder.resolve("answers.jsonl");
    Files.writeString(
        file,
        """
        {"answer":"Leave is 25 days a year. [1]","evidence":["Leave is 25 days a year."],"label":true}
        {"answer":"Leave is 26 days a year. [1]","evidence":["Leave is 25 days a year."],"label":"corrupt","kind":"number"}
        """);

    assertThat(shell.run("eval", "verify", file.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode figures = new ObjectMapper().readTree(shell.out());
    assertThat(figures.get("caught").asDouble()).isEqualTo(1);
    assertThat(figures.get("falseAlarms").asDouble()).isZero();
    assertThat(figures.get("lines").asInt()).isEqualTo(2);

    assertThat(shell.run("eval", "verify", file.toString(), "--failures")).isEqualTo(ExitCode.DONE);
    assertThat(shell.outLines().get(1).split(" +"))
        .containsExactly("all", "1", "1.000", "1", "0.000");
    assertThat(shell.err()).contains("corrupt number: number_not_found: 26");
  }

  @Test
  void badLinesFailByNumber() throws Exception {
    Path file = folder.resolve("answers.jsonl");
    Files.writeString(file, "{\"answer\":\"A.\",\"evidence\":[],\"label\":true}\nrubbish\n");
    assertThat(shell.run("eval", "verify", file.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("answers.jsonl: line 2 is not JSON");
    assertThat(shell.run("eval", "verify", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.WRONG_USAGE);
  }

  @Test
  void aFileIsBuiltOfHumanAnswers() throws Exception {
    Path human = DATA.resolve("documents/azure-hr");
    assumeTrue(Files.isDirectory(human), () -> "there is no " + human + "; set test.data");
    Path file = folder.resolve("built.jsonl");
    assertThat(
            shell.run(
                "eval",
                "verify",
                file.toString(),
                "--build",
                human.toString(),
                "--limit",
                "5",
                "--json"))
        .isEqualTo(ExitCode.DONE);
    JsonNode figures = new ObjectMapper().readTree(shell.out());
    assertThat(figures.get("supported").asInt()).isEqualTo(5);
    assertThat(Files.readAllLines(file)).hasSize(figures.get("lines").asInt());
    assertThat(shell.run("eval", "verify", file.toString(), "--build", folder.toString(), "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("has no human answers");
  }
}
