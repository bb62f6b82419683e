package dev.millrace.app.cli;

import dev.millrace.orchestration.receipt.Receipt;
import dev.millrace.orchestration.receipt.ReceiptCheck;
import dev.millrace.orchestration.receipt.ReceiptVerdict;
import dev.millrace.orchestration.receipt.VerifyingKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify FILE}: whether a receipt is genuine, without a server. */
@Command(
    name = "verify",
    description = {
      "Check the receipt of an answer, without a server, against a key that you trust.",
      "A receipt names its key and does not bring it along: get the key once, from the server that"
          + " you trust, with ./millrace receipts keys."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Exit code 0 if the receipt is genuine, 1 if not."})
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The receipt, as ./millrace receipts get wrote it.")
  private Path file = Path.of("");

  @Option(
      names = "--public-key",
      paramLabel = "K",
      required = true,
      description =
          "The key to trust: Ed25519 in base64, or a file with one a line or in PEM. May be several"
              + " times.")
  private List<String> keys = List.of();

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    List<VerifyingKey> trusted = keys.stream().map(this::trusted).flatMap(List::stream).toList();
    if (!Files.isRegularFile(file)) {
      throw Usage.wrong(spec, "there is no file " + file.toAbsolutePath());
    }
    ReceiptVerdict verdict = new ReceiptCheck(trusted).check(text(file));
    PrintStream out = surroundings.terminal().out();
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("genuine", verdict instanceof ReceiptVerdict.Genuine);
      shown.put("reason", verdict.outcome());
      shown.put("message", verdict.message());
      out.println(Json.write(shown));
    } else {
      out.println(verdict.message());
    }
    return switch (verdict) {
      case ReceiptVerdict.Genuine(Receipt receipt, String _) -> {
        if (!json) {
          show(receipt, out);
        }
        yield ExitCode.DONE;
      }
      case ReceiptVerdict.UnknownKey _, ReceiptVerdict.BadSignature _, ReceiptVerdict.Malformed _ ->
          ExitCode.FAILED;
    };
  }

  private List<VerifyingKey> trusted(String given) {
    try {
      return VerifyingKey.read(isFile(given) ? text(Path.of(given)) : given);
    } catch (IllegalArgumentException | IOException e) {
      throw Usage.wrong(spec, "--public-key " + given + ": " + e.getMessage());
    }
  }

  private static boolean isFile(String given) {
    try {
      return Files.isRegularFile(Path.of(given));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What is no text is neither a receipt nor a key. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      return "";
    }
  }

  private static void show(Receipt receipt, PrintStream out) {
    Receipt.MadeBy by = receipt.madeBy();
    out.printf("  answer    %s, %s%n", receipt.answerId(), receipt.at());
    out.printf("  made by   %s on %s, policy %s%n", by.model(), by.tier(), by.policy());
    out.printf("  question  %s%n", receipt.question().strip());
    for (Receipt.Cited cited : receipt.evidence()) {
      out.printf(
          "  [%d]       %s%s, %d to %d of revision %s%n",
          cited.n(),
          cited.externalId(),
          cited.page() == null ? "" : ", page " + cited.page(),
          cited.start(),
          cited.end(),
          cited.revision().hash());
    }
  }
}
