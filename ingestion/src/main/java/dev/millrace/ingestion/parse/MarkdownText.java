package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Markdown with GitHub's tables; a title and a language may stand in YAML front matter. */
final class MarkdownText {
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), YamlFrontMatterExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML = HtmlRenderer.builder().extensions(EXTENSIONS).build();

  /** In UTF-16 units; nobody writes as much without an empty line. */
  private static final int LONGEST_PARAGRAPH = 100_000;

  private MarkdownText() {}

  /** Whether this can be read as Markdown at all; marks that nobody closed take time squared. */
  static boolean isReasonable(String text) {
    int start = 0;
    for (int blank = text.indexOf("\n\n"); blank >= 0; blank = text.indexOf("\n\n", start)) {
      if (blank - start > LONGEST_PARAGRAPH) {
        return false;
      }
      start = blank + 2;
    }
    return text.length() - start <= LONGEST_PARAGRAPH;
  }

  static Parsed read(String markdown, FetchedFile file, BlockWriter out) {
    Node document = PARSER.parse(markdown);
    YamlFrontMatterVisitor front = new YamlFrontMatterVisitor();
    document.accept(front);
    HtmlText.write(Jsoup.parse(HTML.render(document)), out);
    String title = new Titles(file, first(front.getData(), "title")).choose(out.firstHeading());
    String language = Languages.iso639(first(front.getData(), "lang"));
    return out.parsed(title, language, "text/markdown", "millrace-markdown/2");
  }

  private static @Nullable String first(Map<String, List<String>> front, String key) {
    List<String> values = front.getOrDefault(key, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }
}
