package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds a PDF's headings by their type. A PDF says nowhere that a line is a heading, and Tika drops
 * the fonts; so the lines are read once more, and short ones that are larger than most of the text,
 * or bold where most is not, are headings. The larger, the higher.
 */
final class PdfHeadings {
  /** A line set as a heading. */
  record Heading(int level, String squeezed) {
    /** Whether that line is this heading, spaces aside. */
    boolean is(String line) {
      return squeezed.equals(squeeze(line));
    }
  }

  private record Line(int page, String text, float size, boolean bold) {}

  /** This much larger than the text is meant to be seen. */
  private static final float LARGER = 1.12f;

  private static final int LONGEST = 120;
  private static final int MOST_WORDS_IF_BOLD = 12;
  private static final int LEVELS = 6;

  /** Where more of the text than this would be headings, they are something else. */
  private static final double MOST = 0.3;

  /** On more pages than this share a line is the page's header. */
  private static final double RUNNING = 0.3;

  private static final Pattern PAGE_NUMBER =
      Pattern.compile("(?i)\\W*(page|seite|p\\.|pg\\.?)?\\s*\\d+(\\s*(of|/|von|de)\\s*\\d+)?\\W*");

  private PdfHeadings() {}

  /** The headings of each page, in order; empty when there are none to be told apart. */
  static Map<Integer, List<Heading>> find(Path pdf) throws IOException {
    try (PDDocument document =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(pdf.toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      Lines lines = new Lines();
      lines.writeText(document, Writer.nullWriter());
      return headings(lines.found, document.getNumberOfPages());
    }
  }

  private static Map<Integer, List<Heading>> headings(List<Line> lines, int pages) {
    Map<Float, Integer> lengths = new HashMap<>();
    int bold = 0;
    int all = 0;
    for (Line line : lines) {
      lengths.merge(line.size(), line.text().length(), Integer::sum);
      all += line.text().length();
      bold += line.bold() ? line.text().length() : 0;
    }
    float body =
        lengths.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0f);
    boolean boldIsRare = bold < MOST * all;
    Set<String> running = running(lines, pages);
    List<Line> larger = new ArrayList<>();
    List<Line> bolder = new ArrayList<>();
    for (Line line : lines) {
      if (!isShort(line) || running.contains(squeeze(line.text()))) {
        continue;
      }
      if (line.size() >= body * LARGER) {
        larger.add(line);
      } else if (boldIsRare && line.bold() && line.size() >= body && fewWords(line)) {
        bolder.add(line);
      }
    }
    Set<Line> chosen = new HashSet<>();
    if (length(larger) <= MOST * all) {
      chosen.addAll(larger);
    }
    if (length(bolder) <= MOST * all) {
      chosen.addAll(bolder);
    }
    return byPage(lines, chosen);
  }

  private static int length(List<Line> lines) {
    return lines.stream().mapToInt(line -> line.text().length()).sum();
  }

  private static Map<Integer, List<Heading>> byPage(List<Line> lines, Set<Line> chosen) {
    List<Float> sizes =
        chosen.stream()
            .map(Line::size)
            .collect(Collectors.toCollection(TreeSet::new))
            .descendingSet()
            .stream()
            .toList();
    Map<Integer, List<Heading>> byPage = new TreeMap<>();
    for (Line line : lines) {
      if (chosen.contains(line)) {
        int level = Math.min(LEVELS, sizes.indexOf(line.size()) + 1);
        byPage
            .computeIfAbsent(line.page(), none -> new ArrayList<>())
            .add(new Heading(level, squeeze(line.text())));
      }
    }
    return byPage;
  }

  private static Set<String> running(List<Line> lines, int pages) {
    Map<String, Set<Integer>> pagesOf = new HashMap<>();
    for (Line line : lines) {
      pagesOf.computeIfAbsent(squeeze(line.text()), none -> new HashSet<>()).add(line.page());
    }
    return pagesOf.entrySet().stream()
        .filter(entry -> entry.getValue().size() > Math.max(2, RUNNING * pages))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isShort(Line line) {
    String text = line.text();
    return text.length() >= 2
        && text.length() <= LONGEST
        && !text.endsWith(".")
        && !text.endsWith(",")
        && !text.endsWith(";")
        // A label, with what it labels beside or below it.
        && !text.endsWith(":")
        && !PAGE_NUMBER.matcher(text).matches()
        && text.codePoints().filter(Character::isLetter).count() >= 2;
  }

  private static boolean fewWords(Line line) {
    return line.text().split("\\s+").length <= MOST_WORDS_IF_BOLD;
  }

  private static String squeeze(String line) {
    return line.replaceAll("\\s+", "");
  }

  /** The document's lines with the type that they are set in. */
  private static final class Lines extends PDFTextStripper {
    private final List<Line> found = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private float size;
    private int glyphs;
    private int bold;

    @Override
    protected void writeString(String string, List<TextPosition> positions) {
      text.append(string);
      for (TextPosition position : positions) {
        if (!position.getUnicode().isBlank()) {
          glyphs++;
          bold += isBold(position.getFont()) ? 1 : 0;
          size = Math.max(size, Math.round(position.getFontSizeInPt() * 2) / 2f);
        }
      }
    }

    @Override
    protected void writeWordSeparator() {
      text.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
      endLine();
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
      endLine();
      super.writeParagraphEnd();
    }

    @Override
    protected void writePageEnd() {
      endLine();
    }

    private void endLine() {
      String line = text.toString().strip();
      if (!line.isEmpty()) {
        found.add(new Line(getCurrentPageNo(), line, size, glyphs > 0 && bold == glyphs));
      }
      text.setLength(0);
      size = 0;
      glyphs = 0;
      bold = 0;
    }

    private static boolean isBold(PDFont font) {
      String name = font.getName();
      if (name != null && name.matches("(?i).*(bold|black|heavy).*")) {
        return true;
      }
      PDFontDescriptor descriptor = font.getFontDescriptor();
      return descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= 600);
    }
  }
}
