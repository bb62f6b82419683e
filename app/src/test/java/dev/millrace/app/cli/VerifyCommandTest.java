package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.receipt.Receipt;
import dev.millrace.orchestration.receipt.Receipt.Cited;
import dev.millrace.orchestration.receipt.SigningKey;
import dev.millrace.orchestration.receipt.TextSha;
import dev.millrace.orchestration.receipt.ViewerHash;
import dev.millrace.retrieval.corpus.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify}: no server, no home, a file and a key. */
final class VerifyCommandTest {
  private final Shell shell = new Shell();
  private final SigningKey key = SigningKey.random();
  private final String receipt =
      key.sign(
          new Receipt(
              new UUID(1, 2),
              Instant.parse("2026-11-21T10:00:00Z"),
              "How much leave?",
              "25 days [1].",
              new ViewerHash(TextSha.of("salt"), TextSha.of("ann")),
              List.of(
                  new Cited(
                      1,
                      new UUID(3, 4),
                      "leave.pdf",
                      new Revision("ab".repeat(32)),
                      10,
                      100,
                      107,
                      TextSha.of("25 days"))),
              new Receipt.MadeBy("small", "gpu", "usual 1", "p1")));

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aGenuineReceiptIsShown() throws Exception {
    String file = file("r.json", receipt);

    assertThat(shell.run("verify", file, "--public-key", key.verifying().text()))
        .isEqualTo(ExitCode.DONE);
    assertThat(shell.out())
        .contains(
            "It is genuine: key " + key.verifying().id(),
            "small on gpu, policy usual 1",
            "How much leave?",
            "leave.pdf, page 10, 100 to 107 of revision abab");
    assertThat(
            shell.run("verify", file, "--public-key", file("keys", key.verifying().text() + "\n")))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void whyAReceiptIsNotGenuineIsSaid() throws Exception {
    String trusted = key.verifying().text();
    String stranger = SigningKey.random().verifying().text();

    assertThat(shell.run("verify", file("a", receipt), "--public-key", stranger, "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(Json.tree(shell.out()).path("reason").asText()).isEqualTo("unknown_key");
    assertThat(
            shell.run(
                "verify",
                file("b", receipt.replace("25 days [1]", "26 days [1]")),
                "--public-key",
                stranger,
                "--public-key",
                trusted,
                "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(Json.tree(shell.out()).path("reason").asText()).isEqualTo("bad_signature");
    assertThat(shell.run("verify", file("c", "{}"), "--public-key", trusted))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.out()).contains("It is no receipt");
    Path binary = Files.write(folder.resolve("d"), new byte[] {(byte) 0xff, 0});
    assertThat(shell.run("verify", binary.toString(), "--public-key", trusted))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aWrongKeyAndAnAbsentFileAreWrongUsage() throws Exception {
    assertThat(shell.run("verify", file("r.json", receipt), "--public-key", "abc"))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("--public-key abc: not");
    assertThat(
            shell.run(
                "verify",
                folder.resolve("none").toString(),
                "--public-key",
                key.verifying().text()))
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(shell.err()).contains("there is no file");
    assertThat(shell.run("verify", file("r.json", receipt))).isEqualTo(ExitCode.WRONG_USAGE);
  }
}
