package dev.millrace.orchestration.receipt;

import dev.millrace.retrieval.corpus.Viewer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Whose eyes an answer was made for, as a hash that tells nobody who it was, but that whoever knows
 * the principals can compute again.
 *
 * @param salt of this receipt alone, so that two answers to one person can't be told to be
 * @param principals SHA-256 of the salt's hexadecimal digits, the user in text form and the ids of
 *     the principals in ascending order, with a line end after each
 */
public record ViewerHash(String salt, String principals) {
  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public ViewerHash {
    Receipt.requireHex(salt, "salt");
    Receipt.requireHex(principals, "principals");
  }

  /** With a salt of its own. */
  public static ViewerHash of(Viewer viewer) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return of(viewer, HexFormat.of().formatHex(salt));
  }

  /** With a salt that is known, to compare. */
  public static ViewerHash of(Viewer viewer, String salt) {
    String ids =
        viewer.principals().stream().sorted().map(id -> id + "\n").collect(Collectors.joining());
    String text = salt + "\n" + viewer.user() + "\n" + ids;
    return new ViewerHash(salt, TextSha.of(text));
  }
}
