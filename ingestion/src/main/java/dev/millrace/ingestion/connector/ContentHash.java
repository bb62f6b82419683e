package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes, which tells whether a document has changed and which one has moved. */
public final class ContentHash {
  private static final int BUFFER = 64 * 1024;

  private ContentHash() {}

  /** The hash of all that is left in a stream, 32 bytes, read in pieces. */
  public static byte[] of(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return digest.digest();
  }

  /** The same in lower-case hexadecimal, 64 digits. */
  public static String hexOf(InputStream in) throws IOException {
    return HexFormat.of().formatHex(of(in));
  }

  /** A stream that hashes what is read through it; the digest is had from it afterwards. */
  public static DigestInputStream hashing(InputStream in) {
    return new DigestInputStream(in, digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java platform without SHA-256", e);
    }
  }
}
