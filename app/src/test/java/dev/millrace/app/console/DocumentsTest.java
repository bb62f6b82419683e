package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Documents: found, read, and marked. */
class DocumentsTest {
  private static final String SALARIES = "salary-bands-2026.xlsx";

  /** What is marked, put together: a span may run over several passages. */
  private static String marked(Page page) {
    return String.join("", page.locator("mark[data-highlight]").allTextContents());
  }

  @Test
  void aDocumentIsFoundByItsWordsWithoutReloading() {
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      visitor.open("/console/documents");
      page.evaluate("window.stillThere = true");
      page.getByLabel("Search titles and names").pressSequentially("salary");

      assertThat(page.locator("#results tbody tr")).hasCount(1);
      assertThat(page).hasURL(Pattern.compile("words=salary"));
      assertThat(page.evaluate("window.stillThere")).isEqualTo(true);
      page.locator("#results tbody a").click();

      assertThat(page.locator(".facts")).containsText("the group hr");
      assertThat(page.locator(".facts")).containsText("added");
      assertThat(page.locator(".canonical").first()).not().isEmpty();
    }
  }

  @Test
  void whatIsNotHisDoesNotExistForHim() {
    String path =
        "/console/documents/" + ConsoleServer.document(SALARIES).path("documentId").asText();
    try (Visitor hers = Visitor.as("ingrid")) {
      assertThat(hers.open(path)).isEqualTo(200);
    }
    try (Visitor his = Visitor.as("tomas")) {
      assertThat(his.open(path)).isEqualTo(404);
      assertThat(his.page().locator("main")).containsText("no such page");
      assertThat(his.page().content()).doesNotContain("salary");
      his.expectTrouble("404");
      his.open("/console/documents?words=salary");
      assertThat(his.page().locator("#results")).containsText("No document fits");
      assertThat(his.page().locator("#source option").allTextContents())
          .doesNotContain("handbook/hr");
    }
  }

  @Test
  void exactlyTheSpanIsMarkedBehindEmoji() {
    String cited = "The ferry 🛳 leaves at 07:05";
    String id = ConsoleServer.document("off-site.md").path("documentId").asText();
    String text = ConsoleServer.get("/api/documents/" + id).path("text").asText();
    int start = text.codePointCount(0, text.indexOf(cited));
    int end = start + cited.codePointCount(0, cited.length());
    assertThat(start).as("code points before it").isLessThan(text.indexOf(cited));
    String path = "/console/documents/" + id;
    try (Visitor visitor = Visitor.as("tomas")) {
      visitor.open(path + "?start=" + start + "&end=" + end);
      assertThat(marked(visitor.page())).isEqualTo(cited);
      assertThat(visitor.page().locator("#cited")).isInViewport();

      visitor.open(path + "?start=5&end=100000");
      assertThat(visitor.page().getByRole(AriaRole.STATUS).first()).containsText("has changed");
    }
  }

  @Test
  void whatWasCitedIsShownExactlyThoughTheDocumentHasChanged() {
    String cited = "Row 🚣 at noon <quickly>";
    Path folder = ConsoleServer.folder("rowing");
    Path file = folder.resolve("rowing.txt");
    ConsoleServer.writeText(file, "Oars 🛶 first. " + cited + ", says the cox.");
    String source = ConsoleServer.source("rowing", folder, "everyone");
    ConsoleServer.run(source);
    var document = ConsoleServer.document("rowing.txt");
    String place =
        "/console/documents/%s?start=14&end=%d&revision="
            .formatted(
                document.path("documentId").asText(), 14 + cited.codePointCount(0, cited.length()));
    String link = place + document.path("revision").asText();
    try (Visitor visitor = Visitor.as("tomas")) {
      visitor.open(link);
      assertThat(marked(visitor.page())).isEqualTo(cited);
      assertThat(visitor.page().locator(".old-text")).hasCount(0);

      ConsoleServer.writeText(file, "Nobody rows any more.");
      ConsoleServer.run(source);
      visitor.open(link);
      assertThat(marked(visitor.page())).isEqualTo(cited);
      assertThat(visitor.page().locator(".old-text")).containsText("has changed since this was");
      assertThat(visitor.page().locator(".card.text")).containsText("Nobody rows any more.");

      visitor.open(place + "0".repeat(64));
      assertThat(visitor.page().getByRole(AriaRole.STATUS).first()).containsText("no longer kept");
    }
  }

  @Test
  void aPassageOfAPdfIsMarkedAndInView() {
    String id = ConsoleServer.document("leave-and-absence.pdf").path("documentId").asText();
    var passages = ConsoleServer.get("/api/documents/" + id + "/passages?limit=500").path("data");
    var last = passages.get(passages.size() - 1);
    try (Visitor visitor = Visitor.as("tomas")) {
      Page page = visitor.page();
      visitor.open("/console/documents/" + id + "?passage=" + last.path("passageId").asText());

      assertThat(marked(page)).isEqualTo(last.path("text").asText());
      assertThat(page.locator("#cited")).isInViewport();
      Locator pages = page.locator(".page-number");
      assertThat(pages.last()).hasText("Page " + last.path("page").asText());
    }
  }
}
