package dev.millrace.retrieval.corpus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one state of a document's text: the SHA-256 of the canonical text in UTF-8.
 *
 * @param hash 64 lower-case hexadecimal digits
 */
public record Revision(String hash) {
  public Revision {
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hash);
    }
  }

  static Revision of(String canonical) {
    return new Revision(
        HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8))));
  }

  /** The revision of those 32 bytes. */
  public static Revision of(byte[] sha256) {
    return new Revision(HexFormat.of().formatHex(sha256));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hash);
  }

  /** SHA-256, which every Java platform has. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
