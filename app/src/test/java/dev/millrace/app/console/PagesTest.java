package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every page. */
class PagesTest {
  private static String[] paths() {
    String document = ConsoleServer.document("leave-and-absence.pdf").path("documentId").asText();
    String run = ConsoleServer.get("/api/runs?limit=1").path("data").get(0).path("id").asText();
    String source =
        ConsoleServer.get("/api/sources?limit=1").path("data").get(0).path("id").asText();
    return new String[] {
      "/console/ask",
      "/console/ask/" + ConsoleServer.conversation("How long is the paid leave for new parents?"),
      "/console/tiers",
      "/console/documents",
      "/console/documents?words=nothing-has-this",
      "/console/documents/" + document + "?start=10&end=90",
      "/console/access?document=" + document + "&user=ingrid",
      "/console/access?document=none",
      "/console/sources",
      "/console/sources/" + source,
      "/console/runs/" + run,
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void axeFindsNothingAndNothingIsWiderThanTheWindow(ColorScheme theme) {
    try (Visitor visitor = Visitor.as("helene", 1280, 800, theme)) {
      for (String path : paths()) {
        assertThat(visitor.open(path)).as(path).isEqualTo(200);
        requireAccessible(visitor.page(), path);
        visitor.page().setViewportSize(390, 844);
        if (theme == ColorScheme.LIGHT) {
          requireAccessible(visitor.page(), path + " on a phone");
        }
        assertThat(visitor.page().evaluate("document.documentElement.scrollWidth"))
            .as("width of %s", path)
            .isEqualTo(390);
        visitor.page().setViewportSize(1280, 800);
      }
      visitor.page().context().clearCookies();
      visitor.open("/console");
      requireAccessible(visitor.page(), "login");
    }
  }

  static void requireAccessible(Page page, String what) {
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .as(what)
        .extracting(rule -> rule.getId() + " " + rule.getNodes().getFirst().getTarget())
        .isEmpty();
  }

  @Test
  void theKeyboardIsEnough() {
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      visitor.open("/console/documents");
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasText("Skip to content");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.locator(":focus")).hasAttribute("id", "words");
      page.keyboard().type("welcome");
      assertThat(page.locator("#results tbody tr")).hasCount(1);
      for (int n = 0; n < 3; n++) {
        page.keyboard().press("Tab");
      }
      page.keyboard().press("Enter");

      assertThat(page.locator("h1")).containsText("Welcome");
    }
  }

  @Test
  void theThemeIsChosenAndKept() {
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      visitor.open("/console/documents");
      page.locator("[data-theme-toggle]").click();
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      visitor.open("/console/sources");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(page.locator("[data-theme-toggle]")).hasAttribute("aria-pressed", "true");
    }
  }

  @Test
  void everyAnswerTellsTheBrowserToTrustNothingElse() {
    try (Visitor visitor = Visitor.as("ingrid")) {
      for (String path : new String[] {"/console/documents", "/console/nowhere"}) {
        Response answer = visitor.page().navigate(ConsoleServer.url(path));
        Map<String, String> headers = answer.headers();
        assertThat(headers.get("content-security-policy"))
            .as(path)
            .startsWith("default-src 'none'")
            .doesNotContain("unsafe");
        assertThat(headers)
            .containsEntry("referrer-policy", "no-referrer")
            .containsEntry("x-content-type-options", "nosniff")
            .containsEntry("cross-origin-opener-policy", "same-origin")
            .containsEntry("cache-control", "no-store");
      }
      visitor.expectTrouble("404");
    }
  }
}
