package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.List;
import java.util.Optional;

/**
 * Text as it is: the canonical text is the file's own, so that offsets mean the same to whoever
 * wrote it. A blank line ends a paragraph.
 */
final class PlainText {
  private static final int LONGEST_TITLE = 100;

  private PlainText() {}

  static Parsed read(String raw, String mediaType, Titles titles) {
    CanonicalText text = CanonicalText.of(raw);
    List<Block> blocks = Structure.blocks(text, List.of(), null);
    return new Parsed(
        titles.choose(firstLine(text, blocks)),
        text,
        blocks,
        List.of(),
        null,
        mediaType,
        "millrace-text/1");
  }

  /** A short first paragraph of one line that isn't a sentence. */
  private static Optional<String> firstLine(CanonicalText text, List<Block> blocks) {
    if (blocks.size() < 2) {
      return Optional.empty();
    }
    String first = text.slice(blocks.getFirst().start(), blocks.getFirst().end()).strip();
    boolean title =
        first.length() <= LONGEST_TITLE
            && first.indexOf('\n') < 0
            && !first.endsWith(".")
            && !first.endsWith(",")
            && first.codePoints().anyMatch(Character::isLetter);
    return title ? Optional.of(first) : Optional.empty();
  }
}
