package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Asking with a browser. */
class AskTest {
  private static final String HOLIDAY = "How many unused days of holiday can I keep for next year?";
  private static final Pattern CONVERSATION = Pattern.compile("/console/ask/[0-9a-f-]{36}$");

  private static void ask(Page page, String question) {
    page.getByLabel("Question").fill(question);
    page.keyboard().press("Enter");
  }

  @Test
  void anAnswerStreamsAndItsCitationOpensBesideIt() {
    try (Visitor visitor = Visitor.as("yusuf")) {
      Page page = visitor.page();
      visitor.open("/console/ask");
      page.evaluate(
          """
          () => {
            window.seen = [];
            const thread = document.getElementById('thread');
            new MutationObserver(() => window.seen.push(thread.innerHTML))
              .observe(thread, {childList: true, subtree: true});
          }
          """);
      ask(page, HOLIDAY);

      Locator answer = page.locator(".answer.complete");
      assertThat(answer).containsText("5 days");
      @SuppressWarnings("unchecked")
      List<String> seen = (List<String>) page.evaluate("[...new Set(window.seen)]");
      assertThat(seen).as("states of the page on the way").hasSizeGreaterThan(3);
      assertThat(page).hasURL(CONVERSATION);
      assertThat(page.locator("#conversations a[aria-current]")).hasText(HOLIDAY);

      answer.locator(".chip").first().click();
      Locator mark = page.locator("#panel mark").first();
      assertThat(mark).isInViewport();
      assertThat(page.locator("#panel")).containsText("Days carried over");
      page.getByText("How this was answered").click();
      PagesTest.requireAccessible(page, "an answer with its steps and its source");
      page.getByLabel("Close the cited document").click();
      assertThat(page.locator("#panel")).isHidden();

      assertThat(page.locator(".timeline .step").first()).containsText("Kind of question");
      assertThat(page.locator(".timeline")).containsText("extractive");
      page.getByLabel("Good answer").click();
      assertThat(page.getByLabel("Good answer")).hasAttribute("aria-pressed", "true");

      page.reload();
      assertThat(page.locator(".answer.complete .chip").first()).isVisible();
      assertThat(page.locator(".question")).hasText(HOLIDAY);
    }
  }

  @Test
  void aCitationOpensItsDocumentOnAPhone() {
    try (Visitor visitor = Visitor.as("yusuf", 390, 844, ColorScheme.LIGHT)) {
      Page page = visitor.page();
      visitor.open("/console/ask");
      ask(page, HOLIDAY);
      page.locator(".answer.complete .chip").first().click();

      assertThat(page).hasURL(Pattern.compile("/console/documents/"));
      assertThat(page.locator("#cited")).isInViewport();
    }
  }

  @Test
  void whatIsNotHisIsInNoAnswerOfHis() {
    String question = "When does the calibration basin on the island close?";
    try (Visitor hers = Visitor.as("ingrid")) {
      hers.open("/console/ask");
      ask(hers.page(), question);
      assertThat(hers.page().locator(".answer.complete")).containsText("31 March 2027");
    }
    try (Visitor his = Visitor.as("tomas")) {
      his.open("/console/ask");
      ask(his.page(), question);
      assertThat(his.page().locator(".answer .feedback")).isVisible();
      assertThat(his.page().content()).doesNotContain("2027").doesNotContain("Reorganisation");
    }
  }

  @Test
  void aConversationIsItsOwnersAndCanBeDeleted() {
    String url;
    try (Visitor hers = Visitor.as("marit")) {
      Page page = hers.page();
      hers.open("/console/ask");
      ask(page, HOLIDAY);
      assertThat(page).hasURL(CONVERSATION);
      url = page.url().replaceFirst("^http://[^/]+", "");
      try (Visitor his = Visitor.as("tomas")) {
        assertThat(his.open(url)).isEqualTo(404);
        his.expectTrouble("404");
      }
      page.reload();
      page.onDialog(dialog -> dialog.accept());
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete")).click();
      assertThat(page).hasURL(ConsoleServer.url("/console/ask"));
      assertThat(hers.open(url)).isEqualTo(404);
      hers.expectTrouble("404");
    }
  }
}
