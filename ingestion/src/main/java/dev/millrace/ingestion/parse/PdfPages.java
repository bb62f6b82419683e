package dev.millrace.ingestion.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns Tika's events for a PDF into pages of lines, and has {@link PdfLines} make paragraphs of
 * them. Comments that somebody left on a page follow its text; the addresses of links, whose text
 * stands there already, are dropped.
 */
final class PdfPages extends DefaultHandler {
  private static final int NONE = Integer.MAX_VALUE;

  private final BlockWriter out;
  private final Map<Integer, List<PdfHeadings.Heading>> headings;
  private final StringBuilder characters = new StringBuilder();
  private final List<List<String>> paragraphs = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private int page;
  private int depth;
  private int headDepth = NONE;
  private int pageDepth = NONE;
  private int commentDepth = NONE;
  private int linkDepth = NONE;

  /**
   * @param headings the headings of each page, in order, by page number
   */
  PdfPages(BlockWriter out, Map<Integer, List<PdfHeadings.Heading>> headings) {
    this.out = out;
    this.headings = headings;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    depth++;
    String kind = attributes.getValue("class");
    if (local.equals("head")) {
      headDepth = depth;
    } else if (local.equals("div") && "page".equals(kind)) {
      endParagraph();
      out.page();
      page++;
      pageDepth = depth;
    } else if (local.equals("div") && "annotation".equals(kind) && commentDepth == NONE) {
      endParagraph();
      commentDepth = depth;
    } else if (local.equals("a") && commentDepth != NONE && linkDepth == NONE) {
      linkDepth = depth;
    } else if (local.equals("p") || local.equals("li")) {
      endParagraph();
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (depth == headDepth) {
      headDepth = NONE;
    } else if (depth == linkDepth) {
      linkDepth = NONE;
    } else if (depth == commentDepth) {
      comments.add(characters.toString());
      characters.setLength(0);
      commentDepth = NONE;
    } else if (depth == pageDepth) {
      endPage();
    } else if (local.equals("p") || local.equals("li")) {
      endParagraph();
    }
    depth--;
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    if (linkDepth == NONE && headDepth == NONE && !out.overflowed()) {
      characters.append(chars, start, length);
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  @Override
  public void endDocument() {
    endParagraph();
    if (pageDepth != NONE) {
      endPage();
    }
  }

  private void endParagraph() {
    if (commentDepth != NONE) {
      characters.append(' ');
      return;
    }
    List<String> lines = characters.toString().lines().map(String::strip).toList();
    characters.setLength(0);
    if (pageDepth != NONE) {
      paragraphs.add(lines.stream().filter(line -> !line.isEmpty()).toList());
    } else {
      // Behind the last page: the fields of a form.
      lines.forEach(out::paragraph);
    }
  }

  private void endPage() {
    endParagraph();
    new PdfLines(out, headings.getOrDefault(page, List.of())).write(paragraphs);
    paragraphs.clear();
    comments.stream().filter(text -> !text.isBlank()).forEach(out::paragraph);
    comments.clear();
    out.endOfPages();
    pageDepth = NONE;
  }
}
