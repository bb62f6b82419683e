package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

/**
 * Whether pictures and scans are read, by the program {@code tesseract} where it is installed.
 *
 * @param on whether it is used if it is there
 * @param languages what texts are in, by the names of Tesseract's data: {@code eng}, {@code
 *     deu+eng}
 */
public record Ocr(boolean on, String languages) {
  /** Nothing is read from pictures. */
  public static final Ocr OFF = new Ocr(false, "eng");

  public Ocr {
    requireNonNull(languages, "languages");
    // They become an argument of a command.
    if (!languages.matches("[A-Za-z][A-Za-z_/]*(\\+[A-Za-z][A-Za-z_/]*)*")) {
      throw new IllegalArgumentException(
          "languages of OCR are written like eng or deu+eng, not " + languages);
    }
  }
}
