package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;

/** Pages that are found by links, and pages that are found by a sitemap. */
class WebConnectorTest {
  @Nested
  class ByLinks extends ConnectorContract {
    @Override
    protected Place open() throws IOException {
      return new SitePlace("/") {
        @Override
        void list(Iterable<String> names) {
          // The list itself is none of the documents.
          StringBuilder html = new StringBuilder("<meta name=robots content=noindex>");
          names.forEach(name -> html.append("<a href='").append(name).append(".txt'>x</a>"));
          site.html("/", html.toString());
        }
      };
    }
  }

  @Nested
  class BySitemap extends ConnectorContract {
    @Override
    protected Place open() throws IOException {
      return new SitePlace("/sitemap.xml") {
        @Override
        void list(Iterable<String> names) {
          StringBuilder xml = new StringBuilder("<urlset>");
          names.forEach(
              name -> xml.append("<url><loc>" + site.url("/" + name + ".txt") + "</loc></url>"));
          site.put("/sitemap.xml", TestSite.page(200, "text/xml", xml + "</urlset>"));
        }
      };
    }
  }

  private abstract static class SitePlace implements ConnectorContract.Place {
    final TestSite site = new TestSite();
    private final TreeSet<String> names = new TreeSet<>();
    private final String start;

    SitePlace(String start) throws IOException {
      this.start = start;
      list(names);
    }

    abstract void list(Iterable<String> names);

    @Override
    public ConnectorType type() {
      return new WebType(Addresses.COMPANY);
    }

    @Override
    public Map<String, String> settings() {
      return Map.of("url", site.url(start), "delayMillis", "0");
    }

    @Override
    public Map<String, String> elsewhere() {
      try (TestSite closed = new TestSite()) {
        return Map.of("url", closed.url("/"), "delayMillis", "0");
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void put(String name, String text) {
      site.text("/" + name + ".txt", text);
      names.add(name);
      list(names);
    }

    @Override
    public void remove(String name) {
      site.remove("/" + name + ".txt");
      names.remove(name);
      list(names);
    }

    @Override
    public String externalId(String name) {
      return site.url("/" + name + ".txt");
    }

    @Override
    public void close() {
      site.close();
    }
  }
}
