package dev.millrace.app.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Who gets in, and for how long. */
class SigningInTest {
  private static void signIn(Page page, String key, String user) {
    page.getByLabel("Key").fill(key);
    page.getByLabel("Read as").fill(user);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  @Test
  void aKeyOpensWhatWasAskedFor() {
    try (Visitor visitor = Visitor.stranger()) {
      Page page = visitor.page();
      visitor.open("/console/documents?words=welcome");
      assertThat(page).hasTitle("Sign in · Millrace");

      signIn(page, ConsoleServer.ADMIN_KEY, "ingrid");

      assertThat(page).hasURL(ConsoleServer.url("/console/documents?words=welcome"));
      assertThat(page.locator(".menu summary")).containsText("ingrid");
      page.locator(".menu summary").click();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page).hasTitle("Sign in · Millrace");
      visitor.open("/console/documents");
      assertThat(page).hasTitle("Sign in · Millrace");
    }
  }

  @Test
  void aWrongKeyDoesNot() {
    try (Visitor visitor = Visitor.stranger()) {
      visitor.open("/console");
      signIn(visitor.page(), "mr_00000000_wrong", "");

      assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("does not know that key");
      visitor.expectTrouble("401");
    }
  }

  @Test
  void actingForSomebodyNeedsTheScope() {
    String key = ConsoleServer.key("tomas", "search").path("key").asText();
    try (Visitor visitor = Visitor.stranger()) {
      visitor.open("/console");
      signIn(visitor.page(), key, "ingrid");
      assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("scope act");
      visitor.expectTrouble("401");

      signIn(visitor.page(), key, "");
      assertThat(visitor.page()).hasURL(ConsoleServer.url("/console/ask"));
      assertThat(visitor.page().getByRole(AriaRole.LINK).getByText("Sources")).hasCount(0);
      assertThat(visitor.open("/console/sources")).isEqualTo(403);
      visitor.expectTrouble("403");
    }
  }

  @Test
  void aLinkLetsInOnce() {
    String link = ConsoleServer.link("ingrid");
    try (Visitor visitor = Visitor.stranger()) {
      visitor.page().navigate(link);
      assertThat(visitor.page()).hasURL(ConsoleServer.url("/console/ask"));
    }
    try (Visitor visitor = Visitor.stranger()) {
      assertThat(visitor.page().navigate(link).status()).isEqualTo(401);
      assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("used");
      visitor.expectTrouble("401");
    }
  }

  @Test
  void aRevokedKeyEndsTheSession() {
    JsonNode made = ConsoleServer.key("tomas", "search");
    try (Visitor visitor = Visitor.stranger()) {
      visitor.open("/console");
      signIn(visitor.page(), made.path("key").asText(), "");
      assertThat(visitor.page()).hasURL(ConsoleServer.url("/console/ask"));

      ConsoleServer.send("/api/keys/" + made.path("id").asText(), "DELETE", java.util.Map.of());
      visitor.open("/console/documents");

      assertThat(visitor.page()).hasTitle("Sign in · Millrace");
    }
  }

  @Test
  void aChangeWithoutTheFormTokenIsRefused() {
    try (Visitor visitor = Visitor.as("ingrid")) {
      Object status =
          visitor
              .page()
              .evaluate("fetch('/console/logout', {method: 'POST'}).then(answer => answer.status)");
      assertThat(status).isEqualTo(403);
      visitor.expectTrouble("403");
      assertThat(visitor.open("/console/documents")).isEqualTo(200);
      assertThat(visitor.page()).hasTitle("Documents · Millrace");
    }
  }
}
