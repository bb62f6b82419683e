package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sources: run from the page, and watched. */
class SourcesTest {
  private static final int FILES = 60;

  @Test
  void aFolderIsRunAndItsProgressArrives() {
    Path folder = ConsoleServer.folder("archive");
    for (int n = 0; n < FILES; n++) {
      ConsoleServer.writeText(
          folder.resolve("minutes-%02d.md".formatted(n)),
          "# Minutes %d\n\nThe board met in hall %d and spoke about the ferry.".formatted(n, n));
    }
    ConsoleServer.writeText(folder.resolve("empty.txt"), "");
    String id = ConsoleServer.source("archive", folder, "everyone");
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      visitor.open("/console/sources");
      Locator place = page.locator("#source-run-" + id);
      assertThat(place).containsText("never run");
      page.evaluate(
          """
          id => {
            window.seen = [];
            const place = document.getElementById('source-run-' + id);
            new MutationObserver(() => window.seen.push(place.innerText))
              .observe(place, {childList: true, subtree: true});
          }
          """,
          id);

      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName(Pattern.compile("Run now.*archive")))
          .click();

      assertThat(place.locator(".run-line")).containsText("done");
      assertThat(place.locator(".run-line")).containsText((FILES + 1) + " of " + (FILES + 1));
      assertThat(place.locator(".counts")).containsText(FILES + " added");
      @SuppressWarnings("unchecked")
      List<String> seen = (List<String>) page.evaluate("[...new Set(window.seen)]");
      assertThat(seen).as("states that were shown on the way").hasSizeGreaterThan(2);

      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What became of each file"))
          .first()
          .click();
      page.locator(".tabs a", new Page.LocatorOptions().setHasText("skipped")).click();
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("empty.txt");
      assertThat(page.locator("tbody tr td").nth(2)).not().isEmpty();
    }
  }

  @Test
  void aRunNamesFilesButLinksOnlyWhatHeMayRead() {
    try (Visitor visitor = Visitor.as("tomas")) {
      Page page = visitor.page();
      visitor.open("/console/sources");
      page.locator(".card", new Page.LocatorOptions().setHasText("handbook/hr"))
          .getByText("What became of each file")
          .click();

      assertThat(page.locator("tbody tr")).hasCount(3);
      assertThat(page.locator("tbody a")).hasCount(0);
    }
  }
}
