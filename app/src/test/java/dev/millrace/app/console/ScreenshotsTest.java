package dev.millrace.app.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  @Test
  void takesThem() {
    Path folder = Path.of(System.getProperty("test.screenshots"));
    WINDOWS.forEach(
        (name, size) -> {
          for (ColorScheme theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            String suffix =
                "-" + name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
            Visitor visitor = Visitor.as("helene", size[0], size[1], theme);
            paths()
                .forEach(
                    (what, path) -> {
                      visitor.open(path);
                      visitor
                          .page()
                          .screenshot(
                              new Page.ScreenshotOptions().setPath(folder.resolve(what + suffix)));
                    });
            visitor.page().context().clearCookies();
            visitor.open("/console");
            visitor
                .page()
                .screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("login" + suffix)));
            visitor.page().context().close();
          }
        });
  }
}
