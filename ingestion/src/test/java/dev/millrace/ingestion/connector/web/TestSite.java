package dev.millrace.ingestion.connector.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site whose pages a test can change, on a port of this machine. */
final class TestSite implements AutoCloseable {
  /** What answers an address. */
  interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();

  /** The paths that were asked for, with their queries, robots.txt and sitemap.xml left out. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  Instant now = Instant.parse("2026-11-20T10:00:00Z");

  TestSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    if (!path.equals("/robots.txt") && !path.equals("/sitemap.xml")) {
      asked.add(path);
    }
    try (exchange) {
      Page page = pages.get(path);
      if (page == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        page.answer(exchange);
      }
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  int port() {
    return server.getAddress().getPort();
  }

  void put(String path, Page page) {
    pages.put(path, page);
  }

  void remove(String path) {
    pages.remove(path);
  }

  /** A page of HTML. */
  void html(String path, String html, String... headers) {
    put(path, page(200, "text/html; charset=utf-8", html, headers));
  }

  /** A page with a text and links. */
  void links(String path, String... targets) {
    StringBuilder html = new StringBuilder("<p>Page " + path + "</p>");
    for (String target : targets) {
      html.append("<a href=\"").append(target).append("\">x</a>");
    }
    html(path, html.toString());
  }

  void text(String path, String text) {
    put(path, page(200, "text/plain; charset=utf-8", text));
  }

  void moved(String path, String location) {
    put(path, page(302, "text/plain", "", "Location", location));
  }

  void status(String path, int status) {
    put(path, page(status, "text/plain", "no"));
  }

  /** What answers with an entity tag that follows the content, and 304 to who has it. */
  static Page page(int status, String type, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      String tag = "\"" + Integer.toHexString(body.hashCode()) + "\"";
      exchange.getResponseHeaders().set("Content-Type", type);
      for (int n = 0; n < headers.length; n += 2) {
        exchange.getResponseHeaders().add(headers[n], headers[n + 1]);
      }
      if (status == 200) {
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
          exchange.sendResponseHeaders(304, -1);
          return;
        }
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** A connector to this site, from its start page on unless the settings say otherwise. */
  Connector open(String... settings) {
    return open(new WebType(Addresses.COMPANY, InetAddress::getAllByName, clock()), settings);
  }

  InstantSource clock() {
    return () -> now;
  }

  Connector open(WebType type, String... settings) {
    Map<String, String> given = new HashMap<>();
    given.put("url", url("/"));
    given.put("delayMillis", "0");
    for (int n = 0; n < settings.length; n += 2) {
      given.put(settings[n], settings[n + 1]);
    }
    return type.open(SourceSettings.of(type.kind(), type.settings(), given));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
