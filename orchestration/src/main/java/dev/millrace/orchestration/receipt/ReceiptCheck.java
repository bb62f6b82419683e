package dev.millrace.orchestration.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Tells genuine receipts from others, by keys that whoever checks trusts. */
public final class ReceiptCheck {
  private static final int SIGNATURE_BYTES = 64;

  private final Map<String, VerifyingKey> trusted = new HashMap<>();

  public ReceiptCheck(Collection<VerifyingKey> trusted) {
    trusted.forEach(key -> this.trusted.put(key.id(), key));
  }

  /**
   * Checks a receipt.
   *
   * @param text JSON, as it was given out or written in another way that means the same
   */
  public ReceiptVerdict check(String text) {
    JsonNode content;
    String keyId;
    byte[] bytes;
    byte[] signature;
    try {
      ReceiptJson.Fields signed =
          new ReceiptJson.Fields(CanonicalJson.read(text), "what is to be checked");
      content = signed.value(ReceiptJson.RECEIPT);
      signature = signature(signed.text(ReceiptJson.SIGNATURE));
      signed.requireNoMore();
      keyId = new ReceiptJson.Fields(content, ReceiptJson.RECEIPT).text(ReceiptJson.KEY_ID);
      bytes = CanonicalJson.bytes(content);
    } catch (IllegalArgumentException e) {
      return new ReceiptVerdict.Malformed(String.valueOf(e.getMessage()));
    }
    VerifyingKey key = trusted.get(keyId);
    if (key == null) {
      return new ReceiptVerdict.UnknownKey(keyId);
    }
    if (!key.verifies(bytes, signature)) {
      return new ReceiptVerdict.BadSignature(keyId);
    }
    try {
      return new ReceiptVerdict.Genuine(ReceiptJson.read(content), keyId);
    } catch (IllegalArgumentException e) {
      return new ReceiptVerdict.Malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Of several ways to write the same bytes in base64, only the usual one is taken. */
  private static byte[] signature(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("signature is not base64", e);
    }
    if (bytes.length != SIGNATURE_BYTES
        || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("signature is not 64 bytes in base64");
    }
    return bytes;
  }
}
