package dev.millrace.ingestion.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns (X)HTML events into blocks: those of web pages, of Markdown, and of what Tika makes of
 * office files. Elements that surround a page's content rather than being part of it are dropped.
 */
final class MarkupReader extends DefaultHandler {
  /** How a slide's first line, which is its title, is told from a text; in characters. */
  private static final int LONGEST_SLIDE_TITLE = 120;

  /** How many columns make the first row of a sheet, or of a table in a text, a header. */
  private static final int FEW_COLUMNS = 2;

  private static final int SOME_COLUMNS = 3;

  private final BlockWriter out;
  private final boolean slides;
  private final boolean grids;

  private final StringBuilder inline = new StringBuilder();
  private final Deque<List<String>> rows = new ArrayDeque<>();

  /** For each list item that is open, whether its first text is still to come. */
  private final Deque<Boolean> items = new ArrayDeque<>();

  private int depth;
  private int droppedFrom = Integer.MAX_VALUE;
  private int headerFrom = Integer.MAX_VALUE;
  private int headingLevel;
  private int preformatted;
  private int headers;
  private boolean slideTitleDue;
  private boolean insideSlide;

  /**
   * @param slides whether the file is a presentation: a slide is a page and its first line a title
   * @param grids whether tables are sheets: all their rows start at the first column
   */
  MarkupReader(BlockWriter out, boolean slides, boolean grids) {
    this.out = out;
    this.slides = slides;
    this.grids = grids;
  }

  @Override
  public void startElement(
      @Nullable String uri, String local, String qualified, Attributes attributes) {
    depth++;
    if (droppedFrom < depth) {
      return;
    }
    String name = local.isEmpty() ? qualified : local;
    name = name.toLowerCase(Locale.ROOT);
    if (Elements.DROPPED.contains(name) || hidden(attributes)) {
      boundary();
      droppedFrom = depth;
      return;
    }
    String kind = attributes.getValue("class");
    if (slides && (is(kind, "slide") || is(kind, "slide-content"))) {
      slide(kind);
    }
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        flush();
        headingLevel = name.charAt(1) - '0';
      }
      case "header" -> {
        flush();
        headerFrom = Math.min(headerFrom, depth);
      }
      case "li" -> {
        flush();
        items.push(true);
      }
      case "pre" -> {
        flush();
        preformatted++;
      }
      case "table" -> {
        flush();
        closeRow();
        out.endOfTable();
      }
      case "tr" -> {
        flush();
        rows.push(new ArrayList<>());
      }
      case "td", "th" -> {
        inline.setLength(0);
        headers += name.equals("th") ? 1 : 0;
      }
      case "br" -> inline.append('\n');
      default -> {
        if (Elements.BLOCKS.contains(name)) {
          boundary();
        }
      }
    }
  }

  @Override
  public void endElement(@Nullable String uri, String local, String qualified) {
    int closing = depth--;
    if (droppedFrom < closing) {
      return;
    }
    if (droppedFrom == closing) {
      droppedFrom = Integer.MAX_VALUE;
      return;
    }
    String name = (local.isEmpty() ? qualified : local).toLowerCase(Locale.ROOT);
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        flush();
        headingLevel = 0;
      }
      case "header" -> {
        flush();
        if (headerFrom == closing) {
          headerFrom = Integer.MAX_VALUE;
        }
      }
      case "li" -> {
        flush();
        items.poll();
      }
      case "pre" -> {
        flush();
        preformatted--;
      }
      case "td", "th" -> {
        List<String> row = rows.peek();
        if (row == null) {
          flush();
        } else {
          row.add(inline.toString());
          inline.setLength(0);
        }
      }
      case "tr" -> {
        closeRow();
        rows.poll();
      }
      case "table" -> {
        flush();
        out.endOfTable();
      }
      default -> {
        if (Elements.BLOCKS.contains(name)) {
          boundary();
        }
      }
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (droppedFrom == Integer.MAX_VALUE && !out.overflowed()) {
      inline.append(chars, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  @Override
  public void endDocument() {
    closeRow();
    flush();
  }

  /** In a cell a block's edge is a space, elsewhere it ends a paragraph. */
  private void boundary() {
    if (rows.isEmpty()) {
      flush();
    } else {
      inline.append(' ');
    }
  }

  private void closeRow() {
    List<String> row = rows.peek();
    if (row != null) {
      if (!inline.toString().isBlank()) {
        row.add(inline.toString());
      }
      inline.setLength(0);
      if (headers > 0 && headers == row.size()) {
        out.header(row);
      } else {
        out.row(row, grids ? FEW_COLUMNS : SOME_COLUMNS, grids);
      }
      row.clear();
      headers = 0;
    }
  }

  private void flush() {
    if (!rows.isEmpty()) {
      inline.append(' ');
      return;
    }
    String part = inline.toString();
    inline.setLength(0);
    if (part.isBlank()) {
      return;
    }
    if (headingLevel > 0) {
      out.heading(headingLevel, part);
    } else if (headerFrom != Integer.MAX_VALUE) {
      return;
    } else if (slideTitleDue && part.strip().length() <= LONGEST_SLIDE_TITLE) {
      out.heading(1, part);
    } else if (preformatted > 0) {
      out.verbatim(part);
    } else if (Boolean.TRUE.equals(items.peek())) {
      out.item(part);
      items.pop();
      items.push(false);
    } else {
      out.paragraph(part);
    }
    slideTitleDue = false;
  }

  /** Tika opens a slide of the old format twice: around it and around its content. */
  private void slide(String kind) {
    flush();
    boolean around = is(kind, "slide");
    if (around || !insideSlide) {
      out.page();
      slideTitleDue = true;
    }
    insideSlide |= around;
  }

  private static boolean hidden(Attributes attributes) {
    return attributes.getIndex("hidden") >= 0
        || "true".equals(attributes.getValue("aria-hidden"))
        || "navigation".equals(attributes.getValue("role"))
        || "search".equals(attributes.getValue("role"));
  }

  private static boolean is(@Nullable String kind, String wanted) {
    return wanted.equals(kind);
  }
}
