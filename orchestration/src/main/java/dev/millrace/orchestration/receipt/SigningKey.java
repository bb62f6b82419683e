package dev.millrace.orchestration.receipt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key that receipts are signed with, both halves. */
public final class SigningKey {
  private static final byte[] PROBE = "millrace".getBytes(StandardCharsets.UTF_8);
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----\\s*"
              + "-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----\\s*");

  private final PrivateKey key;
  private final VerifyingKey verifying;

  private SigningKey(PrivateKey key, VerifyingKey verifying) {
    this.key = key;
    this.verifying = verifying;
    if (!verifying.verifies(PROBE, signature(PROBE))) {
      throw new IllegalArgumentException("the private key does not belong to the public one");
    }
  }

  /** A new one. */
  public static SigningKey random() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java platform without Ed25519", e);
    }
  }

  /**
   * Reads {@link #pem}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static SigningKey read(String pem) {
    Matcher blocks = PEM.matcher(pem);
    if (!blocks.matches()) {
      throw new IllegalArgumentException(
          "no private key with its public key after it, both in PEM");
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(VerifyingKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(decoded(blocks.group(1))));
      return new SigningKey(key, VerifyingKey.of(decoded(blocks.group(2))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  /** Both halves. The private one can't be turned into the public one by the platform alone. */
  String pem() {
    return block("PRIVATE KEY", key.getEncoded()) + block("PUBLIC KEY", verifying.der());
  }

  private static String block(String name, byte[] der) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(name, Base64.getEncoder().encodeToString(der));
  }

  /** The public half. */
  public VerifyingKey verifying() {
    return verifying;
  }

  /** The receipt as JSON in its canonical form, signed. */
  public String sign(Receipt receipt) {
    ObjectNode content = ReceiptJson.of(receipt, verifying.id());
    ObjectNode signed = JsonNodeFactory.instance.objectNode();
    signed.set(ReceiptJson.RECEIPT, content);
    signed.put(
        ReceiptJson.SIGNATURE,
        Base64.getEncoder().encodeToString(signature(CanonicalJson.bytes(content))));
    return CanonicalJson.text(signed);
  }

  private byte[] signature(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this key signs nothing", e);
    }
  }
}
