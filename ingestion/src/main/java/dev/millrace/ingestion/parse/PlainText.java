package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.ArrayList;
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
    List<Block> blocks = paragraphs(text);
    return new Parsed(
        titles.choose(firstLine(text, blocks)),
        text,
        blocks,
        List.of(),
        null,
        mediaType,
        "millrace-text/1");
  }

  private static List<Block> paragraphs(CanonicalText text) {
    List<Block> blocks = new ArrayList<>();
    String value = text.value();
    int start = -1;
    int end = 0;
    for (int line = 0; line < value.length(); ) {
      int next = value.indexOf('\n', line);
      int lineEnd = next < 0 ? value.length() : next;
      String stripped = value.substring(line, lineEnd).stripTrailing();
      if (stripped.isBlank()) {
        add(blocks, text, start, end);
        start = -1;
      } else {
        start = start < 0 ? line : start;
        end = line + stripped.length();
      }
      line = lineEnd + 1;
    }
    add(blocks, text, start, end);
    return blocks;
  }

  private static void add(List<Block> blocks, CanonicalText text, int start, int end) {
    if (start >= 0) {
      int from = text.codePoint(start);
      blocks.add(new Block(Block.Kind.PARAGRAPH, from, text.codePoint(end), null, List.of()));
    }
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
