package dev.millrace.app.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Pictures of every page for people to look at, at three widths in both themes: {@code
 * -Dtest.screenshots=DIR}.
 */
@EnabledIfSystemProperty(named = "test.screenshots", matches = ".+")
class ScreenshotsTest {
  private static final Map<String, int[]> WINDOWS =
      Map.of(
          "phone",
          new int[] {390, 844},
          "tablet",
          new int[] {820, 1100},
          "wide",
          new int[] {1440, 900});

  private static Map<String, String> paths() {
    String document = ConsoleServer.document("leave-and-absence.pdf").path("documentId").asText();
    var passage = ConsoleServer.get("/api/documents/" + document + "/passages").path("data").get(3);
    String run = ConsoleServer.get("/api/runs?limit=3").path("data").get(2).path("id").asText();
    String source =
        ConsoleServer.get("/api/sources?limit=1").path("data").get(0).path("id").asText();
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("ask", "/console/ask");
    paths.put("tiers", "/console/tiers");
    paths.put("documents", "/console/documents");
    paths.put("no-documents", "/console/documents?words=nothing-has-this");
    paths.put(
        "document",
        "/console/documents/" + document + "?passage=" + passage.path("passageId").asText());
    paths.put("sources", "/console/sources");
    paths.put("source", "/console/sources/" + source);
    paths.put("run", "/console/runs/" + run);
    paths.put("missing", "/console/nowhere");
    return paths;
  }

  private final Path folder = Path.of(System.getProperty("test.screenshots", "."));

  private void take(Visitor visitor, String name) {
    visitor
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
  }

  private static void ask(Page page, String question) {
    int before = page.locator(".feedback").count();
    page.getByLabel("Question").fill(question);
    page.keyboard().press("Enter");
    page.locator(".feedback").nth(before).waitFor();
  }

  @Test
  void ofEveryPage() {
    WINDOWS.forEach(
        (name, size) -> {
          for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            String suffix = "-" + name + "-" + theme.name().toLowerCase(Locale.ROOT);
            Visitor visitor = Visitor.as("helene", size[0], size[1], theme);
            paths()
                .forEach(
                    (what, path) -> {
                      visitor.open(path);
                      take(visitor, what + suffix);
                    });
            talk(visitor, suffix);
            visitor.page().context().clearCookies();
            visitor.open("/console");
            take(visitor, "login" + suffix);
            visitor.page().context().close();
          }
        });
  }

  private void talk(Visitor visitor, String suffix) {
    Page page = visitor.page();
    visitor.open("/console/ask");
    ask(page, "How many unused days of holiday can I keep for next year?");
    ask(page, "Who won the football championship in 1987?");
    page.getByText("How this was answered").last().click();
    take(visitor, "refused" + suffix);
    visitor.open("/console/ask");
    ask(page, "How many unused days of holiday can I keep for next year?");
    take(visitor, "answer" + suffix);
    page.locator(".chip").first().click();
    page.locator("mark").first().waitFor();
    take(visitor, "cited" + suffix);
  }

  /** For the README: {@code .github/console.png}. */
  @Test
  void ofAnAnswerWithItsSource() {
    Visitor visitor = Visitor.as("ingrid", 1280, 800, ColorScheme.LIGHT);
    Page page = visitor.page();
    visitor.open("/console/ask");
    ask(page, "What does the salary band for senior engineers look like?");
    visitor.open("/console/ask");
    ask(page, "When does the calibration basin on the island close?");
    page.getByText("How this was answered").click();
    page.locator(".chip").first().click();
    page.locator("#panel mark").first().waitFor();
    page.evaluate("scrollTo(0, 0)");
    take(visitor, "console");
    visitor.page().context().close();
  }
}
