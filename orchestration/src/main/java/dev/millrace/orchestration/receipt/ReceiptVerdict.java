package dev.millrace.orchestration.receipt;

/** What the check of a receipt comes to. */
public sealed interface ReceiptVerdict {
  /** A trusted key signed exactly this. */
  record Genuine(Receipt receipt, String keyId) implements ReceiptVerdict {}

  /** None of the trusted keys is the one that it names. */
  record UnknownKey(String keyId) implements ReceiptVerdict {}

  /**
   * The key that it names did not sign this: something was changed, or the signature is made up.
   */
  record BadSignature(String keyId) implements ReceiptVerdict {}

  /** It is no receipt. */
  record Malformed(String why) implements ReceiptVerdict {}

  /** Its name in JSON. */
  default String outcome() {
    return switch (this) {
      case Genuine _ -> "genuine";
      case UnknownKey _ -> "unknown_key";
      case BadSignature _ -> "bad_signature";
      case Malformed _ -> "malformed";
    };
  }

  /** For people, as a sentence. */
  default String message() {
    return switch (this) {
      case Genuine(Receipt _, String keyId) -> "It is genuine: key " + keyId + " signed it.";
      case UnknownKey(String keyId) ->
          "It names the key " + keyId + ", which is none of those that are trusted here.";
      case BadSignature(String keyId) ->
          "Key " + keyId + " did not sign this: something in it was changed.";
      case Malformed(String why) -> "It is no receipt: " + why + ".";
    };
  }
}
