package dev.millrace.ingestion.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what a source keeps secret: AES-256-GCM, a fresh 96-bit nonce in front of each, and the
 * source's id as associated data, so that one source's secrets can't be put in another's place
 * (NIST SP 800-38D).
 */
public final class SecretBox {
  /** The key's length in bytes. */
  public static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key {@value #KEY_BYTES} bytes
   */
  public SecretBox(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key for secrets has " + KEY_BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  byte[] seal(UUID sourceId, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, sourceId)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("secrets can't be encrypted here", e);
    }
  }

  /**
   * @throws IllegalStateException if it was sealed with another key or was changed since
   */
  String open(UUID sourceId, byte[] sealed) {
    try {
      byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, nonce, sourceId)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalStateException(
          "the source's secrets can't be read with this node's key: give all nodes the same"
              + " millrace.ingestion.secret-key, or set the source's secrets again",
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UUID sourceId) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(sourceId.toString().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
