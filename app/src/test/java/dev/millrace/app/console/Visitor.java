package dev.millrace.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with a browser of his own. On closing, nothing must have gone wrong in it: no error on
 * the console, none thrown by a script, no request to another host.
 */
final class Visitor implements AutoCloseable {
  private final BrowserContext context;
  private final Page page;
  private final List<String> troubles = new ArrayList<>();

  private Visitor(NewContextOptions options) {
    context = Chromium.browser().newContext(options);
    context.setDefaultTimeout(Chromium.PATIENCE);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            troubles.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> troubles.add("thrown: " + error));
    page.onRequest(
        request -> {
          URI uri = URI.create(request.url());
          if (!"data".equals(uri.getScheme()) && !"127.0.0.1".equals(uri.getHost())) {
            troubles.add("asked for " + uri);
          }
        });
  }

  /** Nobody yet. */
  static Visitor stranger() {
    return new Visitor(new NewContextOptions().setViewportSize(1280, 800));
  }

  /** Logged in, reading as that user. */
  static Visitor as(String user) {
    return as(user, 1280, 800, ColorScheme.LIGHT);
  }

  /** The same, with a window of that size and a theme. */
  static Visitor as(String user, int width, int height, ColorScheme theme) {
    Visitor visitor =
        new Visitor(new NewContextOptions().setViewportSize(width, height).setColorScheme(theme));
    visitor.page.navigate(ConsoleServer.link(user));
    return visitor;
  }

  Page page() {
    return page;
  }

  /** Goes to a path; the status of the answer. */
  int open(String path) {
    return page.navigate(ConsoleServer.url(path)).status();
  }

  /** Answers with errors are logged by the browser; this one was meant. */
  void expectTrouble(String part) {
    assertThat(troubles).anyMatch(trouble -> trouble.contains(part));
    troubles.removeIf(trouble -> trouble.contains(part));
  }

  @Override
  public void close() {
    context.close();
    assertThat(troubles).as("what went wrong in the browser").isEmpty();
  }
}
