package dev.millrace.ingestion.parse;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a document is called: what it says of itself if that is a title, else what stands at its
 * top, else its file name.
 */
record Titles(FetchedFile file, @Nullable String declared) {
  /** What programs and templates put where a title should be. */
  private static final Pattern NO_TITLE =
      Pattern.compile(
          "(?i)untitled.*|title|microsoft (word|excel|powerpoint|office)\\b.*|powerpoint presentation"
              + "|(slide|sheet|page|document|dokument|book|mappe|presentation|folie) ?\\d*"
              + "|.*\\.(docx?|pdf|pptx?|xlsx?|odt|rtf|indd|qxd|txt|html?|dvi|tex|ps|md|eml)"
              + "|[^\\p{L}]*|(https?|file):.*"
              // A file's name or a number rather than words.
              + "|\\S*[0-9_]\\S*");

  /** In code points; a title stands above every passage, where room is scarce. */
  private static final int LONGEST = 200;

  /** The title. */
  String choose(Optional<String> top) {
    return Optional.ofNullable(declared)
        .map(Titles::oneLine)
        .filter(title -> !NO_TITLE.matcher(title).matches())
        .or(() -> top.map(Titles::oneLine).filter(title -> !title.isEmpty()))
        .orElseGet(this::fromFileName);
  }

  private String fromFileName() {
    String name = oneLine(file.fileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return stem.isBlank() ? "untitled" : stem;
  }

  private static String oneLine(String raw) {
    StringBuilder line = new StringBuilder();
    raw.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .limit(LONGEST * 4L)
        .forEach(line::appendCodePoint);
    String folded = line.toString().replaceAll(" +", " ").strip();
    if (folded.codePointCount(0, folded.length()) <= LONGEST) {
      return folded;
    }
    return folded.substring(0, folded.offsetByCodePoints(0, LONGEST)).strip();
  }
}
