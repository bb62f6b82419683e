package dev.millrace.orchestration.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.receipt.Receipt.MadeBy;
import dev.millrace.orchestration.receipt.ReceiptKeys.Known;
import dev.millrace.orchestration.turn.OrchestrationDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of nodes: kept, replaced, and known to each other. */
@Timeout(60)
class ReceiptKeysTest {
  private final OrchestrationDatabase database = new OrchestrationDatabase();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path home;

  @AfterEach
  void close() {
    database.close();
  }

  private ReceiptKeys open(String file) {
    return new ReceiptKeys(
        database.bean(ReceiptKeyTable.class),
        1,
        home.resolve(file),
        () -> now = now.plusSeconds(1));
  }

  private static String signed(ReceiptKeys keys) {
    return keys.sign(
        new Receipt(
            UUID.randomUUID(),
            Instant.EPOCH,
            "Why?",
            "Because.",
            new ViewerHash("a".repeat(64), "b".repeat(64)),
            List.of(),
            new MadeBy("none", "none", "usual 1", "")));
  }

  @Test
  void theKeyIsMadeOnceAndItsOwnersAlone() throws Exception {
    ReceiptKeys first = open("a.key");
    String receipt = signed(first);
    ReceiptKeys again = open("a.key");

    assertThat(again.known()).hasSize(1);
    assertThat(again.check(receipt)).isInstanceOf(ReceiptVerdict.Genuine.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("a.key"))))
        .isEqualTo("rw-------");
    assertThat(again.known().toString()).doesNotContain("PRIVATE");
  }

  @Test
  void aReplacedKeySignsNothingMoreAndWhatItSignedStaysGood() {
    ReceiptKeys keys = open("a.key");
    String before = signed(keys);
    VerifyingKey fresh = keys.rotate();
    String after = signed(keys);

    assertThat(keys.check(before)).isInstanceOf(ReceiptVerdict.Genuine.class);
    assertThat(keys.check(after))
        .isInstanceOfSatisfying(
            ReceiptVerdict.Genuine.class,
            genuine -> assertThat(genuine.keyId()).isEqualTo(fresh.id()));
    assertThat(keys.known()).extracting(Known::signs).containsExactly(true, false);
    assertThat(keys.known().get(0).retiredAt()).isEmpty();
    assertThat(keys.known().get(1).retiredAt()).isPresent();
    assertThat(open("a.key").known()).extracting(Known::signs).containsExactly(true, false);
    assertThat(new ReceiptCheck(List.of(fresh)).check(before))
        .isInstanceOf(ReceiptVerdict.UnknownKey.class);
  }

  @Test
  void nodesOfADatabaseKnowEachOthersKeys() {
    ReceiptKeys here = open("a.key");
    ReceiptKeys there = open("b.key");

    assertThat(here.check(signed(there))).isInstanceOf(ReceiptVerdict.Genuine.class);
    assertThat(there.check(signed(here))).isInstanceOf(ReceiptVerdict.Genuine.class);
    there.rotate();
    assertThat(here.check(signed(there))).isInstanceOf(ReceiptVerdict.Genuine.class);
    assertThat(here.known()).hasSize(3);
  }

  @Test
  void aLostFileMeansANewKeyAndASpoiltOneSaysSo() throws Exception {
    String before = signed(open("a.key"));
    Files.delete(home.resolve("a.key"));

    ReceiptKeys keys = open("a.key");
    assertThat(keys.check(before)).isInstanceOf(ReceiptVerdict.Genuine.class);
    assertThat(keys.known()).hasSize(2);

    Files.writeString(home.resolve("a.key"), "spoilt");
    assertThatThrownBy(() -> open("a.key"))
        .hasMessageContaining("a.key does not hold the key of receipts");
  }
}
