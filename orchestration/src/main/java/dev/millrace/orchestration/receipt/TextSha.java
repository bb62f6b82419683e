package dev.millrace.orchestration.receipt;

import dev.millrace.retrieval.corpus.Revision;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** SHA-256 of text in UTF-8, as 64 lower-case hexadecimal digits. */
public final class TextSha {
  private TextSha() {}

  public static String of(String text) {
    return HexFormat.of().formatHex(Revision.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
