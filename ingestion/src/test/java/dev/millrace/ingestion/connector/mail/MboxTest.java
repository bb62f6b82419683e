package dev.millrace.ingestion.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MboxTest {
  private static final String FROM = "From ann@example.com Sat Feb  3 04:05:06 2024\n";

  @TempDir Path temp;

  @Test
  void partsMessagesWhereTheyPart() throws IOException {
    write(
        "box",
        FROM
            + "Message-ID: <a@b>\n\nDear all,\nFrom here it is not far at 4:05 in 2024.\n\n"
            + "From me to you.\n>From quoted\n>>From twice\n> From no\n>Fro\n\n\n"
            + "From - Mon Jan 01 00:00:00 +0000 2024\r\nMessage-ID: <c@d>\r\n\r\nlast\r\n\r\n"
            + FROM
            + "Message-ID: <e@f>\n\n");
    try (Connector connector = open("box")) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.texts(connector))
          .containsOnly(
              Map.entry(
                  "a@b",
                  """
                  Message-ID: <a@b>

                  Dear all,
                  From here it is not far at 4:05 in 2024.

                  From me to you.
                  From quoted
                  >From twice
                  > From no
                  >Fro

                  """),
              Map.entry("c@d", "Message-ID: <c@d>\r\n\r\nlast\r\n"),
              Map.entry("e@f", "Message-ID: <e@f>\n"));
    }
  }

  @Test
  void numbersDifferentMessagesOfOneIdAndPassesOverCopies() throws IOException {
    write(
        "boxes/one",
        FROM + "Message-ID: <a@b>\n\nfirst\n\n" + FROM + "Message-ID: <a@b>\n\nsecond\n");
    write(
        "boxes/two",
        FROM + "Message-ID: <a@b>\n\nfirst\n\n" + FROM + "Message-ID: <a@b>\n\nthird\n");
    write("boxes/index.msf", "no mail");
    write("boxes/.hidden", FROM + "Message-ID: <x@y>\n\nhidden\n");
    try (Connector connector = open("boxes")) {
      assertThat(new Mirror().follow(connector).texts(connector))
          .containsOnly(
              Map.entry("a@b", "Message-ID: <a@b>\n\nfirst\n"),
              Map.entry("a@b#2", "Message-ID: <a@b>\n\nsecond\n"),
              Map.entry("a@b#3", "Message-ID: <a@b>\n\nthird\n"));
    }
  }

  @Test
  void readsMaildirsAndKeepsUpWithTheirFlags() throws IOException {
    write("mail/cur/1.host:2,S", "Message-ID: <a@b>\n\nread\n");
    write("mail/new/2.host", "Message-ID: <c@d>\n\nnew\n");
    write("mail/tmp/3.host", "Message-ID: <e@f>\n\nnot yet\n");
    write("mail/alone.eml", "Message-ID: <g@h>\n\nalone\n");
    try (Connector connector = open("mail")) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).containsOnlyKeys("a@b", "c@d", "g@h");
      Files.move(temp.resolve("mail/new/2.host"), temp.resolve("mail/cur/2.host:2,"));

      assertThat(mirror.texts(connector)).containsEntry("c@d", "Message-ID: <c@d>\n\nnew\n");
      assertThat(mirror.follow(connector).texts(connector))
          .containsEntry("c@d", "Message-ID: <c@d>\n\nnew\n");
    }
  }

  @Test
  void findsAMessageWhoseBoxWasWrittenAnew() throws IOException {
    String second = FROM + "Message-ID: <c@d>\n\nsecond\n";
    Path box = write("box", FROM + "Message-ID: <a@b>\n\nfirst\n\n" + second);
    try (Connector connector = open("box")) {
      Mirror mirror = new Mirror().follow(connector);
      Files.writeString(box, second);
      assertThat(mirror.texts(connector))
          .containsOnly(
              Map.entry("a@b", "(gone)"), Map.entry("c@d", "Message-ID: <c@d>\n\nsecond\n"));
    }
  }

  @Test
  void doesNotReadABoxThatHasNotChanged() throws IOException {
    Path box = write("box", FROM + "Message-ID: <a@b>\n\nfirst\n");
    Files.setLastModifiedTime(box, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
    try (Connector connector = open("box")) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).hasSize(1);
      assertThat(mirror.follow(connector).items()).hasSize(1);
    }
  }

  @Test
  void readsLinesAndBoxesOfAnyLength() throws IOException {
    int messages = 2_000;
    try (BufferedWriter out = Files.newBufferedWriter(temp.resolve("box"))) {
      for (int n = 0; n < messages; n++) {
        out.write(FROM + "Message-ID: <" + n + "@b>\nSubject: " + n + "\n\n");
        out.write("word ".repeat(200));
        out.write("\n\n");
      }
      out.write(FROM + "Message-ID: <long@b>\n\n\n");
      for (int n = 0; n < 400; n++) {
        out.write("From 4:05 2024 ".repeat(500));
      }
      out.write("\0");
    }
    try (Connector connector = open("box")) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).hasSize(messages + 1);
      Item item = java.util.Objects.requireNonNull(mirror.items().get("long@b"));
      assertThat(Mirror.text(connector, item))
          .hasSize(21 + 1 + 1 + 400 * 500 * 15 + 1)
          .endsWith("\0");
      assertThat(mirror.followBrokenOff(connector, 1_234).items()).hasSize(messages + 1);
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Connector open(String name) {
    return MailServer.open(Map.of("url", temp.resolve(name).toUri().toString()));
  }
}
