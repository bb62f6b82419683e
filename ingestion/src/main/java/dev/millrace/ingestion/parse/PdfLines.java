package dev.millrace.ingestion.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes paragraphs of a PDF page's lines. A PDF holds lines, not paragraphs, and often Tika's
 * paragraphs are single lines; then a paragraph ends at a heading, before a bullet, or at a line
 * that stops well short of the page's usual width.
 */
final class PdfLines {
  private static final String MARKS = "[•●○▪■◦‣⁃\uF0B7·–-]";
  private static final Pattern MARK = Pattern.compile("^" + MARKS + "\\s+");
  private static final Pattern ITEM =
      Pattern.compile("^(?:" + MARKS + "|\\(?[0-9]{1,2}[.)]|\\(?[a-z][.)])\\s+");

  /** Below this share of the usual width a line ends its paragraph. */
  private static final double SHORT = 0.75;

  /** From this many lines a paragraph on, Tika's paragraphs are real ones. */
  private static final double REAL = 1.8;

  private final BlockWriter out;
  private final Deque<PdfHeadings.Heading> headings;
  private final List<String> open = new ArrayList<>();
  private final List<String> title = new ArrayList<>();
  private int level;

  PdfLines(BlockWriter out, List<PdfHeadings.Heading> headings) {
    this.out = out;
    this.headings = new ArrayDeque<>(headings);
  }

  /** Writes one page. */
  void write(List<List<String>> paragraphs) {
    List<List<String>> full = paragraphs.stream().filter(lines -> !lines.isEmpty()).toList();
    int lines = full.stream().mapToInt(List::size).sum();
    boolean real = lines >= REAL * full.size();
    double width = usualWidth(full.stream().flatMap(List::stream).toList());
    for (List<String> paragraph : full) {
      for (String line : paragraph) {
        line(line, width);
      }
      if (real) {
        close();
      }
    }
    closeHeading();
    close();
  }

  private void line(String line, double width) {
    PdfHeadings.Heading heading = headings.peek();
    if (heading != null && heading.is(line)) {
      headings.poll();
      close();
      // A heading that is too long for a line goes on in the next, in the same type.
      if (level != heading.level()) {
        closeHeading();
      }
      level = heading.level();
      title.add(line);
      return;
    }
    closeHeading();
    if (ITEM.matcher(line).find()) {
      close();
    }
    open.add(line);
    if (line.length() < SHORT * width) {
      close();
    }
  }

  private void closeHeading() {
    if (!title.isEmpty()) {
      out.heading(level, String.join(" ", title));
      title.clear();
      level = 0;
    }
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    String paragraph = String.join(" ", open);
    open.clear();
    Matcher mark = MARK.matcher(paragraph);
    if (mark.find()) {
      out.item(paragraph.substring(mark.end()));
    } else {
      out.paragraph(paragraph);
    }
  }

  /** The length that nine lines of ten don't exceed. */
  private static double usualWidth(List<String> lines) {
    int[] lengths = lines.stream().mapToInt(String::length).sorted().toArray();
    return lengths.length == 0
        ? 0
        : Arrays.stream(lengths).skip(lengths.length * 9L / 10).min().orElse(0);
  }
}
