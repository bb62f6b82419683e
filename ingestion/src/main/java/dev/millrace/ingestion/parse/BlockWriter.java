package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds a document's canonical text part by part and notes where each part lies. Each part is
 * cleaned before it is measured, so positions are final when they are taken.
 */
final class BlockWriter {
  /** Longer headings are paragraphs that somebody formatted; in code points. */
  private static final int LONGEST_HEADING = 200;

  private record Heading(int level, String text) {}

  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Integer> pageStarts = new ArrayList<>();
  private final List<Heading> open = new ArrayList<>();
  private List<String> path = List.of();
  private Optional<Columns> columns = Optional.empty();
  private int rows;
  private @Nullable Integer page;
  private int position;
  private boolean overflowed;

  /**
   * @param limit the most text that a document may have, in UTF-16 units
   */
  BlockWriter(int limit) {
    this.limit = limit;
  }

  /** Starts the next page. */
  void page() {
    separate("\n\n");
    pageStarts.add(position);
    page = pageStarts.size();
  }

  /** What follows is on no page. */
  void endOfPages() {
    page = null;
  }

  /**
   * A heading; closes those of its level and below.
   *
   * @param level 1 for the outermost
   */
  void heading(int level, String raw) {
    String heading = oneLine(raw);
    if (heading.isEmpty()) {
      return;
    }
    if (heading.codePointCount(0, heading.length()) > LONGEST_HEADING) {
      paragraph(raw);
      return;
    }
    open.removeIf(above -> above.level() >= level);
    path = open.stream().map(Heading::text).toList();
    write(Block.Kind.HEADING, heading);
    open.add(new Heading(level, heading));
    path = open.stream().map(Heading::text).toList();
  }

  /** Running text; line ends in it stay, other white space is folded. */
  void paragraph(String raw) {
    write(Block.Kind.PARAGRAPH, folded(raw));
  }

  /** Text whose white space means something: a listing, a poem. */
  void verbatim(String raw) {
    String listing = cleaned(raw).stripTrailing();
    int start = 0;
    for (int i = 0; i < listing.length() && Character.isWhitespace(listing.charAt(i)); i++) {
      start = listing.charAt(i) == '\n' ? i + 1 : start;
    }
    write(Block.Kind.PARAGRAPH, listing.substring(start));
  }

  /** A list's item. */
  void item(String raw) {
    String item = folded(raw);
    if (!item.isEmpty()) {
      write(Block.Kind.ITEM, "- " + item);
    }
  }

  /** A table starts or ends: what columns were called is forgotten. */
  void endOfTable() {
    columns = Optional.empty();
    rows = 0;
  }

  /** A row that the document calls the header of its table. */
  void header(List<String> cells) {
    row(cells);
    columns = Columns.declared(cells.stream().map(BlockWriter::oneLine).toList());
  }

  /**
   * A row; if it is the first of its table and looks like a header, it is taken for one.
   *
   * @param least how many columns a table has for which that is believable
   * @param grid whether rows are short only where their last cells are empty
   */
  void row(List<String> cells, int least, boolean grid) {
    boolean first = rows == 0 && columns.isEmpty();
    row(cells);
    if (first) {
      columns = Columns.guessed(cells.stream().map(BlockWriter::oneLine).toList(), least, grid);
    }
  }

  /** A table's row; a row of empty cells is left out. */
  private void row(List<String> cells) {
    List<String> plain = cells.stream().map(BlockWriter::oneLine).toList();
    List<String> clean = columns.map(names -> names.named(plain)).orElse(plain);
    // A title above a table is no row of it.
    rows += plain.stream().filter(cell -> !cell.isEmpty()).count() > 1 ? 1 : 0;
    int last = clean.size();
    while (last > 0 && clean.get(last - 1).isEmpty()) {
      last--;
    }
    if (last > 0) {
      write(Block.Kind.ROW, String.join(" | ", clean.subList(0, last)).strip());
    }
  }

  /** Whether more text came than a document may have; what came then was left out. */
  boolean overflowed() {
    return overflowed;
  }

  /** Whether there is no text yet. */
  boolean isEmpty() {
    return blocks.isEmpty();
  }

  /** The first heading, if the document has one. */
  Optional<String> firstHeading() {
    return blocks.stream()
        .filter(block -> block.kind() == Block.Kind.HEADING)
        .findFirst()
        .map(this::textOf);
  }

  /** The headings at the very top, before any other text: what a title page consists of. */
  List<String> titlePage() {
    return blocks.stream()
        .takeWhile(block -> block.kind() == Block.Kind.HEADING)
        .filter(block -> block.page() == null || block.page() == 1)
        .map(this::textOf)
        .toList();
  }

  /** Takes headings that became the title out of the paths that start with them. */
  void dropFromPaths(List<String> outermost) {
    blocks.replaceAll(
        block -> {
          int same = 0;
          while (same < Math.min(outermost.size(), block.headings().size())
              && outermost.get(same).equals(block.headings().get(same))) {
            same++;
          }
          List<String> rest = block.headings().subList(same, block.headings().size());
          return new Block(block.kind(), block.start(), block.end(), block.page(), rest);
        });
  }

  /** The document. */
  Parsed parsed(String title, @Nullable String language, String mediaType, String parser) {
    CanonicalText canonical = CanonicalText.of(text.toString());
    if (canonical.length() != position) {
      throw new IllegalStateException(
          "positions count to " + position + " in a text of " + canonical.length());
    }
    return new Parsed(title, canonical, blocks, pageStarts, language, mediaType, parser);
  }

  private String textOf(Block block) {
    int from = text.offsetByCodePoints(0, block.start());
    return text.substring(from, text.offsetByCodePoints(from, block.end() - block.start()));
  }

  private void write(Block.Kind kind, String part) {
    if (part.isBlank()) {
      return;
    }
    if (overflowed || (long) text.length() + part.length() + 2 > limit) {
      overflowed = true;
      return;
    }
    boolean line = kind == Block.Kind.ITEM || kind == Block.Kind.ROW;
    boolean joined =
        line
            && !blocks.isEmpty()
            && blocks.getLast().kind() == kind
            && blocks.getLast().end() == position;
    separate(joined ? "\n" : "\n\n");
    int start = position;
    append(part);
    blocks.add(new Block(kind, start, position, page, path));
  }

  /** Puts space between the last part and what follows; none at the start or after a page break. */
  private void separate(String space) {
    if (!blocks.isEmpty() && blocks.getLast().end() == position) {
      append(space);
    }
  }

  private void append(String part) {
    text.append(part);
    position += part.codePointCount(0, part.length());
  }

  private static String oneLine(String raw) {
    return folded(raw).replaceAll(" ?\n ?", " ").strip();
  }

  private static String folded(String raw) {
    return cleaned(raw)
        .replaceAll("[ \t\u00A0\u2007\u202F]+", " ")
        .replaceAll(" ?\n[ \n]*", "\n")
        .strip();
  }

  /** What remains canonical whatever it is put beside: no control characters, no half pairs. */
  private static String cleaned(String raw) {
    StringBuilder clean = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\r') {
        if (i + 1 == raw.length() || raw.charAt(i + 1) != '\n') {
          clean.append('\n');
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < raw.length()
          && Character.isLowSurrogate(raw.charAt(i + 1))) {
        clean.append(c).append(raw.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        clean.append('\uFFFD');
      } else if (c >= ' ' || c == '\n' || c == '\t') {
        clean.append(c);
      } else if (c == '\f' || c == 0x0B) {
        clean.append('\n');
      }
    }
    return clean.toString();
  }
}
