package dev.millrace.app.answer;

import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.orchestration.receipt.ReceiptKeys;
import dev.millrace.orchestration.receipt.ReceiptKeys.Known;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that receipts are signed with. The private halves are shown to nobody. */
@Controller("/api/receipts/keys")
@Refusals
@Tag(name = "receipts")
final class ReceiptKeysController {
  /**
   * A public key.
   *
   * @param keyId by which receipts name it
   * @param publicKey Ed25519: base64 of a SubjectPublicKeyInfo
   * @param retiredAt when another took its place; null while it signs
   * @param signs whether the server that answers signs with it
   */
  @Serdeable
  @Schema(name = "ReceiptKey")
  record Key(
      String keyId,
      String publicKey,
      Instant createdAt,
      @Nullable Instant retiredAt,
      boolean signs) {
    static Key of(Known known) {
      return new Key(
          known.key().id(),
          known.key().text(),
          known.createdAt(),
          known.retiredAt().orElse(null),
          known.signs());
    }
  }

  /** All of them. */
  @Serdeable
  @Schema(name = "ReceiptKeys")
  record Keys(List<Key> data) {}

  private final ReceiptKeys keys;

  ReceiptKeysController(ReceiptKeys keys) {
    this.keys = keys;
  }

  /** Lists the public keys, newest first; receipts that a retired one signed stay good. */
  @Get
  @RequiresScope(Scope.SEARCH)
  Keys list() {
    return new Keys(keys.known().stream().map(Key::of).toList());
  }

  /** Has the server sign with a new key from now on. */
  @Post
  @RequiresScope(Scope.ADMIN)
  @Status(HttpStatus.CREATED)
  Key rotate() {
    String fresh = keys.rotate().id();
    return keys.known().stream()
        .filter(known -> known.key().id().equals(fresh))
        .findFirst()
        .map(Key::of)
        .orElseThrow(() -> new IllegalStateException("the new key is not known"));
  }
}
