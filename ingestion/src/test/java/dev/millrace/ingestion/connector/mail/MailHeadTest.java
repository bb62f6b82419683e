package dev.millrace.ingestion.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailHeadTest {
  @Test
  void findsTheBeginningOfAConversation() {
    assertThat(thread("Message-ID: <a@b>")).isEqualTo("a@b");
    assertThat(thread("Message-ID: <c@d>\nIn-Reply-To: your mail of <a@b>")).isEqualTo("a@b");
    assertThat(thread("Message-ID: <c@d>\nReferences:\n <a@b>\n <x@y>")).isEqualTo("a@b");
    assertThat(thread("Message-ID: <c@d>\nSubject: AW: Re[2]: FWD: Plan B"))
        .isEqualTo("subject:plan b");
    assertThat(thread("Subject: Plan B")).isEqualTo("subject:plan b");
    assertThat(thread("Message-ID: <c@d>\nSubject: Re:")).isEqualTo("c@d");
  }

  @Test
  void passesOverWhatIsMalformed() {
    MailHead head =
        read(
            """
            no colon here
            : no name
            Message-ID: <a b>
            From: <<<>>,,"
            To: undisclosed-recipients:;
            Date: the other day
            Subject: =?nonsense?Q?=FF=FE?= a\0b\7
            """);

    assertThat(head.messageId()).isEmpty();
    assertThat(head.uri()).isEmpty();
    assertThat(head.date()).isEmpty();
    assertThat(head.facts(Optional.empty()).title().orElseThrow())
        .doesNotContain("\u0000", "\u0007");
    assertThat(head.identity("1")).startsWith("no-id-").isEqualTo(head.identity("1"));
    assertThat(head.identity("1")).isNotEqualTo(head.identity("2"));
  }

  @Test
  void writesAnAddressThatCanBeOpened() {
    assertThat(read("Message-ID: <a%b#c?d@e>").uri()).contains("mid:a%25b%23c?d@e");
    assertThat(read("Message-ID:\n <a@b>").uri()).contains("mid:a@b");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(read("Subject: " + "😀".repeat(500)).facts(Optional.empty()).title())
        .hasValueSatisfying(
            title -> assertThat(title.codePointCount(0, title.length())).isEqualTo(200));
    assertThat(read("Message-ID: <" + "x".repeat(300) + "@y>").messageId()).isEmpty();
  }

  private static MailHead read(String head) {
    return MailHead.read(head.getBytes(StandardCharsets.UTF_8));
  }

  private static String thread(String head) {
    return String.valueOf(read(head).facts(Optional.empty()).metadata().get("thread"));
  }
}
