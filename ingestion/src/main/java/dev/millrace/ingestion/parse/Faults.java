package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.util.Locale;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;

/** What a parser's exception means for the file. */
final class Faults {
  private static final int LONGEST = 200;

  private Faults() {}

  static NotParsed of(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (cause instanceof EncryptedDocumentException
          || name.contains("Encrypted")
          || name.contains("Password")) {
        return new NotParsed(Kind.ENCRYPTED, "needs a password; save it without one");
      }
      if (message.contains("zip bomb")) {
        return new NotParsed(Kind.BOMB, "unpacks to far more than it holds, as an attack would");
      }
      if (cause instanceof ZeroByteFileException) {
        return new NotParsed(Kind.EMPTY, "nothing in it");
      }
      if (cause instanceof UnsupportedFormatException) {
        return new NotParsed(Kind.UNSUPPORTED, brief(cause));
      }
      if (cause instanceof OutOfMemoryError) {
        return new NotParsed(
            Kind.TOO_LARGE, "needs more memory to read than a parser has: split it");
      }
      if (cause instanceof Tesseract.MissingLanguageException) {
        return new NotParsed(
            Kind.NEEDS_OCR, brief(cause) + ": install its data (Debian: tesseract-ocr-…)");
      }
      if (cause instanceof NoClassDefFoundError) {
        return new NotParsed(
            Kind.UNSUPPORTED, "needs a library that Millrace lacks: " + brief(cause));
      }
      if (cause instanceof StackOverflowError) {
        return new NotParsed(Kind.DAMAGED, "nested too deeply to be read");
      }
    }
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new NotParsed(Kind.DAMAGED, "can't be read: " + brief(root));
  }

  /** For a file whose kind is known to hold no text. */
  static NotParsed noReader(String mediaType) {
    boolean recording = mediaType.startsWith("audio/") || mediaType.startsWith("video/");
    return new NotParsed(
        Kind.UNSUPPORTED,
        recording
            ? "a recording (" + mediaType + "): it would need a transcript"
            : "holds no text (" + mediaType + ")");
  }

  /** For a file that was read and had nothing in it. */
  static NotParsed noText(String mediaType) {
    return switch (mediaType) {
      case "application/octet-stream" ->
          new NotParsed(Kind.UNSUPPORTED, "not a kind of file that is known to hold text");
      default -> new NotParsed(Kind.NO_TEXT, "no text in it (" + mediaType + ")");
    };
  }

  /** For text beyond a limit in UTF-16 units. */
  static NotParsed tooLarge(int mostCharacters) {
    return new NotParsed(
        Kind.TOO_LARGE,
        "more than " + mostCharacters + " characters of text; split it into several files");
  }

  private static String brief(Throwable cause) {
    String message = cause.getMessage();
    String brief =
        message == null || message.isBlank()
            ? cause.getClass().getSimpleName()
            : message.lines().findFirst().orElse("").strip();
    return brief.length() <= LONGEST ? brief : brief.substring(0, LONGEST) + "…";
  }
}
