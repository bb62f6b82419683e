package dev.millrace.ingestion.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.ChangeWatch;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImapMailTest {
  private final MailServer server = new MailServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsWhoWroteWhatToWhomAndInWhichConversation() throws Exception {
    server.add(
        "INBOX",
        MailServer.message(
            "b@example.com",
            "References: <a@example.com> <x@example.com>",
            "In-Reply-To: <x@example.com>",
            "From: =?UTF-8?Q?J=C3=BCrgen?= <Juergen@Example.com>",
            "To: ann@example.com, Bob <bob@example.com>",
            "Date: Sat, 03 Feb 2024 05:05:06 +0100",
            "Subject: Re: =?UTF-8?B?w5xiZXI=?= us",
            "text"));
    try (Connector connector = MailServer.open(server.settings())) {
      Item item = only(new Mirror().follow(connector));

      assertThat(item.uri()).isEqualTo("mid:b@example.com");
      assertThat(item.facts().title()).contains("Re: Über us");
      assertThat(item.facts().mediaType()).contains("message/rfc822");
      assertThat(item.facts().metadata())
          .containsEntry("thread", "a@example.com")
          .containsEntry("messageId", "b@example.com")
          .containsEntry("from", "juergen@example.com")
          .containsEntry("to", List.of("ann@example.com", "bob@example.com"))
          .containsEntry("date", "2024-02-03T04:05:06Z")
          .containsEntry("folder", "INBOX");
      assertThat(connector.test()).isEqualTo("a mail server with 1 message in 1 folder");
    }
  }

  @Test
  void tellsOnlyWhatIsNew() throws Exception {
    for (int n = 0; n < 3; n++) {
      server.add("INBOX", MailServer.message(n + "@example.com", "text"));
    }
    try (Connector connector = MailServer.open(server.settings())) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.changed()).isEqualTo(3);
      assertThat(mirror.follow(connector).changed()).isZero();

      server.add("INBOX", MailServer.message("new@example.com", "text"));

      assertThat(mirror.follow(connector).changed()).isEqualTo(1);
      assertThat(mirror.items()).hasSize(4);
    }
  }

  @Test
  void aMessageThatIsMovedStaysTheSameDocument() throws Exception {
    server.make("Archive");
    String raw = MailServer.message("a@example.com", "text");
    server.add("INBOX", raw);
    server.add("INBOX", MailServer.message("b@example.com", "text"));
    try (Connector connector = MailServer.open(server.settings(), "folders", "*")) {
      Mirror mirror = new Mirror().follow(connector);
      String id = MailServer.externalId("a@example.com");

      server.add("Archive", raw);
      assertThat(mirror.follow(connector).items()).hasSize(2);
      server.remove("INBOX", "a@example.com");
      mirror.follow(connector);

      assertThat(mirror.items()).hasSize(2).containsKey(id);
      assertThat(mirror.items().get(id))
          .satisfies(
              item -> assertThat(item.facts().metadata()).containsEntry("folder", "Archive"));
      assertThat(mirror.texts(connector)).containsEntry(id, raw);
    }
  }

  @Test
  void nobodyReplacesAMessageBySendingItsIdAgain() throws Exception {
    server.add("INBOX", MailServer.message("a@example.com", "Subject: true", "text"));
    try (Connector connector = MailServer.open(server.settings())) {
      Mirror mirror = new Mirror().follow(connector);
      server.add(
          "INBOX",
          MailServer.message("a@example.com", "Subject: false", "text"),
          Instant.parse("2024-03-01T00:00:00Z"));
      server.add("INBOX", "Subject: no id\r\n\r\ntext");
      server.add("INBOX", "Subject: no id either\r\nMessage-ID: <\r\n\r\ntext");

      mirror.follow(connector);

      assertThat(mirror.items().values())
          .extracting(item -> item.facts().title().orElse(""))
          .containsExactlyInAnyOrder("true", "false", "no id", "no id either");
      assertThat(mirror.items().values()).allSatisfy(item -> assertThat(item.uri()).isNotBlank());
    }
  }

  @Test
  void readsTheFoldersAndDaysThatAreWanted() throws Exception {
    server.make("Projects.Alpha");
    server.make("Trash");
    server.add("INBOX", MailServer.message("in@example.com", "text"));
    server.add("Projects.Alpha", MailServer.message("alpha@example.com", "text"));
    server.add("Trash", MailServer.message("trash@example.com", "text"));
    server.add(
        "INBOX",
        MailServer.message("old@example.com", "text"),
        Instant.parse("2020-01-01T12:00:00Z"));
    try (Connector connector =
        MailServer.open(server.settings(), "folders", "*, !trash", "since", "2024-01-01")) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items().values())
          .extracting(Item::uri)
          .containsExactlyInAnyOrder("mid:in@example.com", "mid:alpha@example.com");
      server.remove("INBOX", "old@example.com");
      assertThat(mirror.follow(connector).changed()).isZero();
    }
    try (Connector connector = MailServer.open(server.settings(), "folders", "Nothing")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no folder fits settings.folders; there are INBOX, ");
    }
  }

  @Test
  void fetchesLargeMessagesInPieces() throws Exception {
    String raw = MailServer.message("a@example.com", "0123456789abcde\r\n".repeat(200_000));
    server.add("INBOX", raw);
    try (Connector connector = MailServer.open(server.settings())) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.texts(connector).values()).containsExactly(raw);
    }
  }

  @Test
  void survivesAHeadWithoutEnd() throws Exception {
    server.add(
        "INBOX",
        MailServer.message(
            "a@example.com", "X-Line: 1\r\n".repeat(100_000) + "Subject: deep", "t"));
    server.add(
        "INBOX",
        MailServer.message(
            "b@example.com", "References: " + "<x@y>\r\n ".repeat(100_000) + "<z@z>", "t"));
    try (Connector connector = MailServer.open(server.settings())) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).hasSize(2);
      assertThat(mirror.items().get(MailServer.externalId("b@example.com")))
          .satisfies(item -> assertThat(item.facts().metadata()).containsEntry("thread", "x@y"));
    }
  }

  @Test
  void wakesWhenAMessageComes() throws Exception {
    try (Connector connector = MailServer.open(server.settings());
        ChangeWatch watch = connector.watch().orElseThrow()) {
      assertThat(watch.await(Duration.ZERO)).isFalse();
      server.add("INBOX", MailServer.message("a@example.com", "text"));
      assertThat(watch.await(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void readsOverTlsAndOnlyWhomItTrusts() throws Exception {
    server.add("INBOX", MailServer.message("a@example.com", "text"));
    try (Connector connector = MailServer.open(server.tlsSettings())) {
      assertThat(new Mirror().follow(connector).texts(connector)).hasSize(1);
    }
    MailType strict = new MailType();
    Map<String, String> settings = server.tlsSettings();
    try (Connector connector =
        strict.open(
            dev.millrace.ingestion.connector.SourceSettings.of(
                strict.kind(), strict.settings(), settings))) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(settings.get("url"))
          .hasMessageContaining("trust store");
    }
  }

  @Test
  void sendsNoPasswordReadableUnlessAllowed() {
    try (Connector connector = MailServer.open(server.settings(), "insecure", "false")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("STARTTLS");
    }
  }

  @Test
  void saysThatALoginIsRefusedWithoutItsSecret() {
    try (Connector connector = MailServer.open(server.settings(), "password", "open sesame")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("check settings.username and settings.password")
          .hasMessageNotContaining("sesame");
    }
  }

  @Test
  void doesNotGoWhereCloudsHandOutCredentials() {
    try (Connector connector =
        MailServer.open(server.settings(), "url", "imap://169.254.169.254:143")) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("link-local");
    }
  }

  @Test
  void refusesSettingsThatCannotBeRight() {
    for (String[] wrong :
        new String[][] {
          {"url", "imap://ann:secret@localhost"},
          {"url", "imaps://localhost/INBOX"},
          {"url", "https://localhost"},
          {"url", "file://host/box"},
          {"since", "yesterday"},
          {"insecure", "maybe"},
          {"token", "both"}
        }) {
      assertThatThrownBy(() -> MailServer.open(server.settings(), wrong))
          .as(String.join("=", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("settings.")
          .hasMessageNotContaining("secret");
    }
    Map<String, String> nobody = new HashMap<>(server.settings());
    nobody.remove("username");
    assertThatThrownBy(() -> MailServer.open(nobody)).hasMessageContaining("settings.username");
  }

  private static Item only(Mirror mirror) {
    assertThat(mirror.items()).hasSize(1);
    return mirror.items().values().iterator().next();
  }
}
