package dev.millrace.ingestion.connector.web;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A sitemap (sitemaps.org, protocol 0.9): pages, or an index of further sitemaps, in XML, or pages
 * in plain text. What is damaged is read as far as it goes.
 *
 * @param index whether what is listed are sitemaps
 * @param whole whether all of it could be read
 */
record Sitemap(boolean index, List<Entry> entries, boolean whole) {
  /** As many entries as the protocol lets a sitemap have. */
  static final int MOST = 50_000;

  private static final int LONGEST_TEXT = 4_000;
  private static final int LOOKED_AT = 2_000;

  /**
   * Something listed.
   *
   * @param modified when it changed last, as it is written; compared only
   */
  record Entry(String location, Optional<String> modified) {}

  Sitemap {
    entries = List.copyOf(entries);
  }

  /** Whether that is a sitemap in XML rather than a page. */
  static boolean is(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
    return start.contains("<urlset") || start.contains("<sitemapindex");
  }

  /** Reads one of either form. */
  static Sitemap read(byte[] bytes) {
    return is(bytes) ? xml(bytes) : text(bytes);
  }

  private static Sitemap text(byte[] bytes) {
    List<Entry> entries =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("http://") || line.startsWith("https://"))
            .limit(MOST)
            .map(line -> new Entry(line, Optional.empty()))
            .toList();
    return new Sitemap(false, entries, true);
  }

  private static Sitemap xml(byte[] bytes) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<Entry> entries = new ArrayList<>();
    boolean index = false;
    boolean whole = true;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      String location = "";
      Optional<String> modified = Optional.empty();
      while (reader.hasNext()) {
        int event = reader.next();
        String name =
            event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
                ? reader.getLocalName()
                : "";
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (name) {
            case "sitemapindex" -> index = true;
            case "url", "sitemap" -> {
              location = "";
              modified = Optional.empty();
            }
            // Pictures have a loc too, of another vocabulary.
            case "loc" -> location = location.isEmpty() && plain(reader) ? text(reader) : location;
            case "lastmod" -> modified = Optional.of(text(reader)).filter(one -> !one.isEmpty());
            default -> {
              // Extensions.
            }
          }
        } else if ((name.equals("url") || name.equals("sitemap")) && !location.isEmpty()) {
          if (entries.size() == MOST) {
            whole = false;
            break;
          }
          entries.add(new Entry(location, modified));
        }
      }
    } catch (XMLStreamException e) {
      whole = false;
    }
    return new Sitemap(index, entries, whole);
  }

  private static boolean plain(XMLStreamReader reader) {
    String prefix = reader.getPrefix();
    return prefix == null || !(prefix.equals("image") || prefix.equals("video"));
  }

  private static String text(XMLStreamReader reader) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        break;
      }
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(reader.getText());
        if (text.length() > LONGEST_TEXT) {
          throw new XMLStreamException("a text of more than " + LONGEST_TEXT + " characters");
        }
      }
    }
    return text.toString().strip();
  }
}
