package dev.millrace.orchestration.receipt;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Revision;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The public half of a key that signs receipts: Ed25519. */
public final class VerifyingKey {
  static final String ALGORITHM = "Ed25519";

  /** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int RAW = 32;
  private static final int ID_BYTES = 16;
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----");

  private final PublicKey key;
  private final String id;

  private VerifyingKey(PublicKey key) {
    this.key = requireNonNull(key, "key");
    this.id = HexFormat.of().formatHex(Arrays.copyOf(Revision.sha256(der()), ID_BYTES));
  }

  static VerifyingKey of(PublicKey key) {
    return new VerifyingKey(key);
  }

  /**
   * A key as its bytes: a SubjectPublicKeyInfo in DER, or the 32 bytes of the key alone.
   *
   * @throws IllegalArgumentException if they are no Ed25519 key
   */
  public static VerifyingKey of(byte[] bytes) {
    byte[] der = bytes;
    if (bytes.length == RAW) {
      der = Arrays.copyOf(PREFIX, PREFIX.length + RAW);
      System.arraycopy(bytes, 0, der, PREFIX.length, RAW);
    }
    try {
      PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
      if (!(key instanceof EdECPublicKey)) {
        throw new IllegalArgumentException("not an Ed25519 key");
      }
      return new VerifyingKey(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }

  /**
   * Reads keys as text: PEM blocks, or base64, a key a line.
   *
   * @return at least one
   * @throws IllegalArgumentException if there is none, or something else
   */
  public static List<VerifyingKey> read(String text) {
    List<VerifyingKey> keys = new ArrayList<>();
    if (text.contains("-----BEGIN")) {
      if (text.contains("PRIVATE KEY")) {
        throw new IllegalArgumentException("that is a private key: give the public one");
      }
      Matcher blocks = PEM.matcher(text);
      while (blocks.find()) {
        keys.add(of(decoded(blocks.group(1).replaceAll("\\s", ""))));
      }
    } else {
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> keys.add(of(decoded(line))));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no public key in it");
    }
    return keys;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a public key in base64 or PEM", e);
    }
  }

  /** Names the key: the first 16 bytes of the SHA-256 of {@link #der}, in hexadecimal. */
  public String id() {
    return id;
  }

  /** As a SubjectPublicKeyInfo. */
  public byte[] der() {
    return key.getEncoded();
  }

  /** As {@link #read} reads it: base64 of {@link #der}. */
  public String text() {
    return Base64.getEncoder().encodeToString(der());
  }

  /** Whether it is this key's signature over those bytes. */
  boolean verifies(byte[] bytes, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(bytes);
      return check.verify(signature);
    } catch (SignatureException e) {
      // What can't even be a signature isn't one.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without Ed25519", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && Arrays.equals(der(), that.der());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
