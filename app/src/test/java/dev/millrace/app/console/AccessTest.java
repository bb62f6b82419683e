package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Why somebody can or can't see a document, asked on its page. */
class AccessTest {
  private static final String SALARIES = "salary-bands-2026.xlsx";

  private static void explain(Page page, String user) {
    page.getByLabel("User").fill(user);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Explain")).click();
  }

  @Test
  void theGroupThroughWhichSomebodySeesItIsShown() {
    String id = ConsoleServer.document(SALARIES).path("documentId").asText();
    try (Visitor visitor = Visitor.as("ingrid")) {
      Page page = visitor.page();
      visitor.open("/console/documents/" + id);
      page.getByLabel("Why can this user see it, or not?").fill("helene");
      page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Explain")).click();

      Locator answer = page.locator("#answer");
      assertThat(answer).containsText("can see it");
      assertThat(answer).containsText("Allowed to group:hr");
      assertThat(answer.locator("li")).containsText("user:helene is in group:hr, since");
      assertThat(answer).containsText("handbook/hr");
      assertThat(answer).containsText("group:hr (the source’s)");
      assertThat(answer).containsText("show the document");
      PagesTest.requireAccessible(page, "an explanation");
      answer.getByText("a run of the source").click();
      assertThat(page.locator("main")).containsText("handbook/hr");
    }
  }

  @Test
  void whoManagesRightsAsksAboutWhatHeMayNotRead() {
    String id = ConsoleServer.document(SALARIES).path("documentId").asText();
    try (Visitor visitor = Visitor.as("tomas")) {
      Page page = visitor.page();
      visitor.open("/console/documents");
      page.getByText("Who can see a document, and why").click();
      page.getByLabel("Document id").fill(id);
      explain(page, "");
      assertThat(page.locator("#answer")).containsText("can’t see it");
      assertThat(page.locator("#answer")).containsText("user:tomas does not belong");

      explain(page, "nobody-of-that-name");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("no group, no label and no key");
      PagesTest.requireAccessible(page, "an unknown user");
      page.getByLabel("Document id").fill("not an id");
      explain(page, "ingrid");
      assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    }
  }
}
