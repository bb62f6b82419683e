package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
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

  @Test
  void aRunThatAsksAndWhatCantBeHadAreDecidedOnThePage() throws Exception {
    Path folder = ConsoleServer.folder("cellar");
    for (int n = 0; n < 30; n++) {
      ConsoleServer.writeText(folder.resolve("bin-%02d.txt".formatted(n)), "Bin " + n);
    }
    ConsoleServer.writeText(folder.resolve("bad.pdf"), "%PDF-1.7\nno");
    String id = ConsoleServer.source("cellar", folder, "everyone");
    ConsoleServer.run(id);
    for (int n = 0; n < 25; n++) {
      Files.delete(folder.resolve("bin-%02d.txt".formatted(n)));
    }
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      page.onDialog(dialog -> dialog.accept());
      visitor.open("/console/sources/" + id);
      Locator table = page.locator("table", new Page.LocatorOptions().setHasText("bad.pdf"));
      assertThat(table).containsText("bad.pdf");
      assertThat(page.locator(".source-facts")).containsText("Visited when asked");
      clean(page);

      press(page, "Pause: cellar");
      assertThat(page.locator(".source-facts")).containsText("paused");
      press(page, "Resume: cellar");
      assertThat(page.locator(".source-facts .badge").first()).hasText("folder");
      assertThat(page.locator(".source-facts")).not().containsText("paused");

      press(page, "Run now: cellar");
      assertThat(page.locator(".run-line").first()).containsText("asking");
      assertThat(page.getByRole(AriaRole.BUTTON, named("Keep them"))).isVisible();
      clean(page);
      press(page, "Remove them");
      assertThat(page.locator(".run-line").first()).containsText("done");
      assertThat(page.locator(".counts").first()).containsText("25 removed");

      press(page, "Ignore: bad.pdf");
      assertThat(page.getByText("Can't be had")).hasCount(0);

      page.getByText("What became of each file").first().click();
      page.getByText("Where the time went").click();
      assertThat(page.locator(".stages")).containsText("write");
      assertThat(page.locator(".page-head")).containsText("somebody asked; node");
      clean(page);
    }
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void press(Page page, String name) {
    // Between what is shown and what is only read out there may be a space.
    Pattern pattern = Pattern.compile(name.replace(": ", ".*"));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(pattern)).click();
  }

  private static void clean(Page page) {
    assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
  }
}
