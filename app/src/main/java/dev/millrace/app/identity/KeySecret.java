package dev.millrace.app.identity;

import dev.millrace.retrieval.corpus.Revision;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its holder has it: {@code mr_}, eight characters that may be shown again, {@code _}, and
 * 43 that may not (256 bits in letters and digits). An operator's own admin key may look otherwise.
 *
 * <p>Deliberately not a record: its text must not appear in a log by way of {@code toString}.
 */
public final class KeySecret {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int VISIBLE = 8;
  private static final int HIDDEN = 43;
  private static final Pattern ISSUED =
      Pattern.compile("(mr_[0-9A-Za-z]{" + VISIBLE + "})_[0-9A-Za-z]{" + HIDDEN + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private KeySecret(String text) {
    this.text = text;
  }

  /** A new one. */
  public static KeySecret random() {
    StringBuilder key = new StringBuilder("mr_");
    append(key, VISIBLE);
    key.append('_');
    append(key, HIDDEN);
    return new KeySecret(key.toString());
  }

  /** One that somebody presents. */
  public static KeySecret of(String text) {
    return new KeySecret(text);
  }

  private static void append(StringBuilder key, int count) {
    for (int i = 0; i < count; i++) {
      key.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
  }

  /** The whole key: for its holder, once. */
  public String reveal() {
    return text;
  }

  /** What may be shown of it; of a key that was not made here, nothing. */
  public String prefix() {
    Matcher issued = ISSUED.matcher(text);
    return issued.matches() ? issued.group(1) : "millrace.admin-key";
  }

  /** SHA-256, 32 bytes. */
  byte[] hash() {
    return Revision.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The prefix alone. */
  @Override
  public String toString() {
    return prefix();
  }
}
