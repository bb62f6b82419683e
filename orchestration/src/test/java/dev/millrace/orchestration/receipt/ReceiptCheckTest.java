package dev.millrace.orchestration.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.orchestration.receipt.Receipt.Cited;
import dev.millrace.orchestration.receipt.Receipt.MadeBy;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A receipt is genuine as it was signed, by a key that is trusted, and in no other case. */
class ReceiptCheckTest {
  private static final Viewer ANN =
      new Viewer(WorkspaceId.DEFAULT, Principal.user("ann"), Set.of(9L, 10L, 2L));

  private static final Receipt RECEIPT =
      new Receipt(
          new UUID(1, 2),
          Instant.parse("2026-11-21T10:00:00.123456Z"),
          "How much \"leave\"?\n🏖",
          "25 days [1].",
          ViewerHash.of(ANN),
          List.of(
              new Cited(
                  1,
                  new UUID(3, 4),
                  "leave.pdf",
                  new Revision("ab".repeat(32)),
                  10,
                  100,
                  120,
                  TextSha.of("25 days")),
              new Cited(
                  2,
                  new UUID(3, 5),
                  "plain.txt",
                  new Revision("cd".repeat(32)),
                  null,
                  0,
                  1,
                  TextSha.of("x"))),
          new MadeBy("small", "gpu", "usual 1", "p1"));

  private final SigningKey key = SigningKey.random();
  private final ReceiptCheck check = new ReceiptCheck(List.of(key.verifying()));
  private final String signed = key.sign(RECEIPT);

  @Test
  void whatWasSignedIsGenuine() {
    assertThat(check.check(signed))
        .isEqualTo(new ReceiptVerdict.Genuine(RECEIPT, key.verifying().id()));
  }

  @Test
  void blanksAndTheOrderOfFieldsSayNothing() {
    String pretty = CanonicalJson.read(signed).toPrettyString();

    assertThat(pretty).isNotEqualTo(signed);
    assertThat(check.check(pretty)).isInstanceOf(ReceiptVerdict.Genuine.class);
  }

  @Test
  void aChangedCharacterAnywhereIsNoticed() {
    for (int i = 0; i < signed.length(); i++) {
      String before = signed.substring(0, i);
      String after = signed.substring(i + 1);
      char next = (char) (signed.charAt(i) + 1);
      for (String changed : List.of(before + next + after, before + "0" + after, before + after)) {
        if (!changed.equals(signed)) {
          assertThat(check.check(changed))
              .as(changed)
              .isNotInstanceOf(ReceiptVerdict.Genuine.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'25 days', '26 days'",
        "'\"end\":120', '\"end\":121'",
        "'leave.pdf', 'leave2.pdf'",
        "'\"tier\":\"gpu\"', '\"tier\":\"cpu\"'"
      })
  void aChangedFactIsABadSignature(String before, String after) {
    assertThat(check.check(signed.replace(before, after)))
        .isEqualTo(new ReceiptVerdict.BadSignature(key.verifying().id()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', 'not JSON'",
        "'[]', 'not an object'",
        "'{}', 'receipt is missing'",
        "'{\"receipt\":{},\"signature\":\"AA==\"}', 'not 64 bytes'",
        "'{\"receipt\":{},\"signature\":7}', 'not a string'"
      })
  void whatIsNoReceiptIsMalformed(String text, String why) {
    assertThat(check.check(text))
        .isInstanceOfSatisfying(
            ReceiptVerdict.Malformed.class, malformed -> assertThat(malformed.why()).contains(why));
  }

  @Test
  void whatIsNotSignedMayNotStandBesideIt() {
    String more = signed.substring(0, signed.length() - 1) + ",\"approved\":true}";

    assertThat(check.check(more))
        .isEqualTo(
            new ReceiptVerdict.Malformed(
                "what is to be checked has what no receipt has: [approved]"));
  }

  @Test
  void aKeyThatIsNotTrustedIsUnknownWhateverItSigned() {
    SigningKey stranger = SigningKey.random();

    assertThat(check.check(stranger.sign(RECEIPT)))
        .isEqualTo(new ReceiptVerdict.UnknownKey(stranger.verifying().id()));
    assertThat(
            check.check(
                stranger.sign(RECEIPT).replace(stranger.verifying().id(), key.verifying().id())))
        .isEqualTo(new ReceiptVerdict.BadSignature(key.verifying().id()));
  }

  @Test
  void keysAreReadInEachOfTheirForms() {
    byte[] der = key.verifying().der();
    String raw = Base64.getEncoder().encodeToString(java.util.Arrays.copyOfRange(der, 12, 44));
    String pem = key.pem().substring(key.pem().indexOf("-----BEGIN PUBLIC KEY"));

    assertThat(VerifyingKey.read(key.verifying().text())).containsExactly(key.verifying());
    assertThat(VerifyingKey.read(raw)).containsExactly(key.verifying());
    assertThat(VerifyingKey.read(pem + pem)).containsExactly(key.verifying(), key.verifying());
    assertThat(VerifyingKey.read("\n" + raw + "\n\n" + SigningKey.random().verifying().text()))
        .hasSize(2);
    assertThat(SigningKey.read(key.pem()).verifying()).isEqualTo(key.verifying());
    assertThat(key.verifying().id()).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @CsvSource({
    "AAAA, not an Ed25519 public key",
    "!!, not a public key in base64",
    "'', no public key"
  })
  void whatIsNoKeyIsRefused(String text, String why) {
    assertThatThrownBy(() -> VerifyingKey.read(text)).hasMessageContaining(why);
  }

  @Test
  void halvesOfTwoKeysAreRefusedAndAPrivateKeyIsNotTakenForAPublicOne() {
    String pem = key.pem();
    String other = SigningKey.random().pem();
    String mixed =
        pem.substring(0, pem.indexOf("-----BEGIN PUBLIC"))
            + other.substring(other.indexOf("-----BEGIN PUBLIC"));

    assertThatThrownBy(() -> SigningKey.read(mixed)).hasMessageContaining("does not belong");
    assertThatThrownBy(() -> VerifyingKey.read(pem)).hasMessageContaining("private key");
  }

  @Test
  void theViewerIsComparedButNotRead() {
    ViewerHash first = ViewerHash.of(ANN);
    ViewerHash second = ViewerHash.of(ANN);
    Viewer bob = new Viewer(WorkspaceId.DEFAULT, Principal.user("bob"), ANN.principals());

    assertThat(first.principals()).isNotEqualTo(second.principals());
    assertThat(ViewerHash.of(ANN, first.salt())).isEqualTo(first);
    assertThat(ViewerHash.of(bob, first.salt())).isNotEqualTo(first);
    assertThat(first.principals()).isEqualTo(TextSha.of(first.salt() + "\nuser:ann\n2\n9\n10\n"));
  }

  @Test
  void halfAPairOfSurrogatesDoesNotKeepAnAnswerFromItsReceipt() {
    Receipt odd =
        new Receipt(
            RECEIPT.answerId(),
            RECEIPT.at(),
            "a\ud800b",
            "\udc00",
            RECEIPT.viewer(),
            List.of(),
            RECEIPT.madeBy());

    assertThat(check.check(key.sign(odd))).isInstanceOf(ReceiptVerdict.Genuine.class);
  }
}
