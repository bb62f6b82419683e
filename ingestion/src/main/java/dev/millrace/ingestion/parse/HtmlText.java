package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.helpers.AttributesImpl;

/** Web pages, and whatever else comes as HTML. Nothing that a page refers to is fetched. */
final class HtmlText {
  private HtmlText() {}

  /** Writes the page's content. */
  static void write(Document page, BlockWriter out) {
    MarkupReader reader = new MarkupReader(out, false, false);
    page.body().traverse(new Events(reader));
    reader.endDocument();
  }

  static Parsed read(String html, String mediaType, FetchedFile file, BlockWriter out) {
    Document page = Jsoup.parse(html);
    write(page, out);
    Optional<String> top = out.firstHeading();
    String title = new Titles(file, page.title()).choose(top);
    return out.parsed(title, language(page), mediaType, "millrace-html/2");
  }

  private static @Nullable String language(Document page) {
    Element root = page.selectFirst("html");
    return root == null ? null : Languages.iso639(root.attr("lang"));
  }

  /** A parsed page as the events that it might have come from. */
  private record Events(MarkupReader reader) implements NodeVisitor {
    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode text) {
        // jsoup's own text is unfolded, so that line ends of source code are spaces here.
        char[] chars = text(text).toCharArray();
        reader.characters(chars, 0, chars.length);
      } else if (node instanceof Element element) {
        AttributesImpl attributes = new AttributesImpl();
        for (String name : new String[] {"class", "hidden", "aria-hidden", "role"}) {
          if (element.hasAttr(name)) {
            attributes.addAttribute("", name, name, "CDATA", element.attr(name));
          }
        }
        String name = element.normalName();
        reader.startElement("", name, name, attributes);
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        reader.endElement("", element.normalName(), element.normalName());
      }
    }

    private static String text(TextNode node) {
      for (Node above = node.parent(); above instanceof Element e; above = above.parent()) {
        if (e.normalName().toLowerCase(Locale.ROOT).equals("pre")) {
          return node.getWholeText();
        }
      }
      return node.getWholeText().replace('\n', ' ').replace('\r', ' ');
    }
  }
}
