package dev.millrace.ingestion.parse;

import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text's blocks as they are kept beside it, so that it can be cut anew without reading the file
 * again.
 *
 * <p>Lines: {@code 1}, the notation's version; for each heading path {@code /} and its headings;
 * for each block the first letter of its kind, the distance from the block before, its length, page
 * and the number of its path. Fields are parted by tabs.
 */
public final class Structure {
  private static final String VERSION = "1";
  private static final String PATH = "/";
  private static final String NO_PAGE = "-";

  private Structure() {}

  /** Writes blocks down. */
  public static String write(List<Block> blocks) {
    Map<List<String>, Integer> paths = new LinkedHashMap<>();
    StringBuilder lines = new StringBuilder();
    int before = 0;
    for (Block block : blocks) {
      Integer path = paths.putIfAbsent(block.headings(), paths.size());
      lines
          .append(block.kind().name().charAt(0))
          .append('\t')
          .append(block.start() - before)
          .append('\t')
          .append(block.end() - block.start())
          .append('\t')
          .append(block.page() == null ? NO_PAGE : block.page())
          .append('\t')
          .append(path == null ? paths.size() - 1 : path)
          .append('\n');
      before = block.end();
    }
    StringBuilder all = new StringBuilder(VERSION).append('\n');
    for (List<String> path : paths.keySet()) {
      all.append(PATH);
      path.forEach(heading -> all.append('\t').append(heading.replaceAll("[\t\n]", " ")));
      all.append('\n');
    }
    return all.append(lines).toString();
  }

  /**
   * The blocks of a text.
   *
   * @param structure as {@link #write} gave it, or null if nothing was kept: then a blank line ends
   *     a block, and nothing is a heading
   * @throws IllegalArgumentException if it is in a notation that is not known
   */
  public static List<Block> blocks(
      CanonicalText text, List<Integer> pageStarts, @Nullable String structure) {
    return structure == null ? paragraphs(text, pageStarts) : read(structure);
  }

  private static List<Block> read(String structure) {
    String[] lines = structure.split("\n", -1);
    if (!lines[0].equals(VERSION)) {
      throw new IllegalArgumentException("a structure in notation " + lines[0]);
    }
    List<List<String>> paths = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    int before = 0;
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(PATH)) {
        paths.add(List.of(fields).subList(1, fields.length));
      } else if (fields.length == 5) {
        int start = before + Integer.parseInt(fields[1]);
        before = start + Integer.parseInt(fields[2]);
        Integer page = fields[3].equals(NO_PAGE) ? null : Integer.valueOf(fields[3]);
        blocks.add(
            new Block(
                kind(fields[0]), start, before, page, paths.get(Integer.parseInt(fields[4]))));
      }
    }
    return blocks;
  }

  private static Block.Kind kind(String letter) {
    for (Block.Kind kind : Block.Kind.values()) {
      if (kind.name().startsWith(letter)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("a block of kind " + letter);
  }

  /** What blank lines and the starts of pages part. */
  private static List<Block> paragraphs(CanonicalText text, List<Integer> pageStarts) {
    List<Integer> starts = pageStarts.isEmpty() ? List.of(0) : pageStarts;
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      Integer page = pageStarts.isEmpty() ? null : i + 1;
      paragraphs(blocks, text, new Stretch(text.utf16(starts.get(i)), text.utf16(end), page));
    }
    return blocks;
  }

  /** A page, in UTF-16 units. */
  private record Stretch(int start, int end, @Nullable Integer page) {}

  private static void paragraphs(List<Block> blocks, CanonicalText text, Stretch page) {
    String value = text.value();
    int start = -1;
    int end = 0;
    for (int line = page.start(); line < page.end(); ) {
      int next = value.indexOf('\n', line);
      int lineEnd = next < 0 || next > page.end() ? page.end() : next;
      String stripped = value.substring(line, lineEnd).stripTrailing();
      if (stripped.isBlank()) {
        add(blocks, text, new Stretch(start, end, page.page()));
        start = -1;
      } else {
        start = start < 0 ? line : start;
        end = line + stripped.length();
      }
      line = lineEnd + 1;
    }
    add(blocks, text, new Stretch(start, end, page.page()));
  }

  private static void add(List<Block> blocks, CanonicalText text, Stretch part) {
    if (part.start() >= 0) {
      blocks.add(
          new Block(
              Block.Kind.PARAGRAPH,
              text.codePoint(part.start()),
              text.codePoint(part.end()),
              part.page(),
              List.of()));
    }
  }
}
