package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands that measure say of folders that they can't read. */
final class EvalCommandsTest {
  @TempDir Path folder;

  private final Shell shell = new Shell();

  @ParameterizedTest
  @ValueSource(strings = {"retrieval", "answers", "citations"})
  void aFolderThatIsNotThereIsWrongUsage(String what) {
    assertThat(shell.run("eval", what, folder.resolve("gone").toString()))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("there is no ", folder.resolve("gone").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"answers", "citations"})
  void anEmptyFolderIsNamedWithWhatItLacks(String what) {
    assertThat(shell.run("eval", what, folder.toString())).isNotEqualTo(ExitCode.DONE);
    assertThat(shell.err()).contains(".jsonl").contains(folder.toString());
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"), "{\"_id\":\"p\",\"title\":\"t\",\"text\":\"x\"}\n");
    Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\":\"q\",\"text\":\"who?\"}\n");
    Files.writeString(folder.resolve("answers.jsonl"), "{\"_id\":\"q\",\n");

    assertThat(shell.run("eval", "answers", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(shell.err()).contains("answers.jsonl").contains("1");
  }

  @Test
  void whichArticlesIsWrittenAsTheHelpHasIt() {
    Path gone = folder.resolve("gone");

    shell.run("eval", "answers", "--articles", "held_out", gone.toString());
    assertThat(shell.err()).contains("there is no folder");
  }

  @Test
  void sayingNothingNamesWhatCanBeMeasured() {
    assertThat(shell.run("eval")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("retrieval", "answers", "citations", "classifier", "verify");
    assertThat(shell.run("bench")).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("answers");
    assertThat(shell.run("bench", "answers", "--rounds", "0")).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
