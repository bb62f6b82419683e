package dev.millrace.ingestion.connector.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page says to a visitor like us.
 *
 * @param links where it leads, in the order in which it does; none where it asks not to be followed
 * @param canonical the address under which it wants to be known
 * @param indexed whether it lets itself be indexed
 */
record PageContent(List<PageUrl> links, Optional<PageUrl> canonical, boolean indexed) {
  /** What a page of links to nowhere may have of them. */
  private static final int MOST_LINKS = 2_000;

  PageContent {
    links = List.copyOf(links);
  }

  /**
   * Reads a page.
   *
   * @param agent our name, by which it may speak to us alone
   */
  static PageContent read(PageUrl url, Answer.Body body, String agent) {
    Document page;
    try {
      page =
          Jsoup.parse(
              new ByteArrayInputStream(body.bytes()),
              body.charset().map(Charset::name).orElse(null),
              url.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Robots robots = new Robots(agent);
    body.headers().all("X-Robots-Tag").forEach(robots::header);
    for (Element meta : page.select("meta[name][content]")) {
      robots.meta(meta.attr("name"), meta.attr("content"));
    }
    PageUrl base =
        Optional.ofNullable(page.selectFirst("base[href]"))
            .flatMap(element -> url.resolve(element.attr("href")))
            .orElse(url);
    Set<PageUrl> links = new LinkedHashSet<>();
    Consumer<String> add =
        href -> {
          if (links.size() < MOST_LINKS) {
            base.resolve(href).ifPresent(links::add);
          }
        };
    if (robots.follow) {
      body.headers().first("Refresh").flatMap(PageContent::target).ifPresent(add);
      page.select("meta[http-equiv=refresh]")
          .forEach(meta -> target(meta.attr("content")).ifPresent(add));
      page.select("a[href], area[href], frame[src], iframe[src]").stream()
          .filter(link -> !link.attr("rel").toLowerCase(Locale.ROOT).contains("nofollow"))
          .forEach(link -> add.accept(link.hasAttr("href") ? link.attr("href") : link.attr("src")));
    }
    Optional<PageUrl> canonical =
        Optional.ofNullable(page.selectFirst("link[rel=canonical][href]"))
            .flatMap(link -> base.resolve(link.attr("href")))
            .filter(one -> !one.equals(url));
    return new PageContent(List.copyOf(links), canonical, robots.index);
  }

  /** What lets itself be indexed by its headers alone, and leads nowhere: a file. */
  static PageContent file(Headers headers, String agent) {
    Robots robots = new Robots(agent);
    headers.all("X-Robots-Tag").forEach(robots::header);
    return new PageContent(List.of(), Optional.empty(), robots.index);
  }

  /** The address in a text like {@code 5; url='/next'}. */
  private static Optional<String> target(String refresh) {
    int url = refresh.toLowerCase(Locale.ROOT).indexOf("url=");
    return url < 0
        ? Optional.empty()
        : Optional.of(refresh.substring(url + 4).strip().replaceAll("^['\"]|['\"]$", ""));
  }

  /** What was asked of robots so far. */
  private static final class Robots {
    private final String agent;
    private boolean index = true;
    private boolean follow = true;

    Robots(String agent) {
      this.agent = agent;
    }

    void meta(String name, String content) {
      if (name.equalsIgnoreCase("robots") || name.equalsIgnoreCase(agent)) {
        obey(content);
      }
    }

    /** A header may name whom it means: {@code otherbot: noindex}. */
    void header(String value) {
      int colon = value.indexOf(':');
      int comma = value.indexOf(',');
      boolean named =
          colon > 0
              && (comma < 0 || colon < comma)
              && !value.strip().toLowerCase(Locale.ROOT).startsWith("unavailable_after");
      if (!named) {
        obey(value);
      } else if (value.substring(0, colon).strip().equalsIgnoreCase(agent)) {
        obey(value.substring(colon + 1));
      }
    }

    private void obey(String content) {
      for (String word : content.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
        index &= !word.equals("noindex") && !word.equals("none");
        follow &= !word.equals("nofollow") && !word.equals("none");
      }
    }
  }
}
