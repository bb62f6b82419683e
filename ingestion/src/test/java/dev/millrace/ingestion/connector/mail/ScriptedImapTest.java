package dev.millrace.ingestion.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that answer as no server should. */
class ScriptedImapTest {
  private static final String HANGS = "(hangs)";

  private final Map<String, String> answers =
      new HashMap<>(
          Map.of(
              "CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR\r\nTAG OK\r\n",
              "AUTHENTICATE", "TAG OK\r\n",
              "LOGIN", "TAG OK\r\n",
              "LIST", "* LIST () \"/\" INBOX\r\nTAG OK\r\n",
              "EXAMINE",
                  "* 2 EXISTS\r\n* OK [UIDVALIDITY 9]\r\n* OK [UIDNEXT 3]\r\nTAG OK [READ-ONLY]\r\n",
              "SEARCH", "* SEARCH 1 2\r\nTAG OK\r\n"));
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;

  ScriptedImapTest() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket client = socket.accept();
                  Thread.ofVirtual().start(() -> serve(client));
                }
              } catch (IOException e) {
                // Closed at the end of the test.
              }
            });
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
      OutputStream out = client.getOutputStream();
      out.write("* OK ready\r\n".getBytes(StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        String[] words = line.split(" ", -1);
        String command = words.length > 2 && words[1].equals("UID") ? words[2] : words[1];
        String answer = answers.getOrDefault(command, "TAG OK\r\n");
        if (!answer.equals(HANGS)) {
          out.write(answer.replace("TAG", words[0]).getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private Connector open(String... more) {
    Map<String, String> settings =
        new HashMap<>(MailServer.settings("imap://127.0.0.1:" + socket.getLocalPort()));
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1].isEmpty()) {
        settings.remove(more[i]);
      } else {
        settings.put(more[i], more[i + 1]);
      }
    }
    Duration short_ = Duration.ofMillis(300);
    MailType type = new MailType(new ImapAddress.Line(short_, short_, ""));
    return type.open(SourceSettings.of(type.kind(), type.settings(), settings));
  }

  @Test
  void givesUpOnAServerThatHangs() {
    for (String command : List.of("CAPABILITY", "AUTHENTICATE", "LIST", "EXAMINE", "SEARCH")) {
      String before = answers.put(command, HANGS);
      try (Connector connector = open()) {
        assertThatThrownBy(() -> new Mirror().follow(connector))
            .as(command)
            .hasMessageContaining("127.0.0.1:" + socket.getLocalPort());
      }
      answers.put(command, java.util.Objects.requireNonNull(before));
    }
  }

  @Test
  void goesOnAfterAMessageThatTheServerRefusesToGive() {
    answers.put(
        "FETCH",
        "* 1 FETCH (UID 1 INTERNALDATE \"03-Feb-2024 04:05:06 +0000\" RFC822.SIZE 5"
            + " BODY[HEADER.FIELDS (X)]<0> {21}\r\nMessage-ID: <a@b>\r\n\r\n)\r\nTAG NO broken\r\n");
    try (Connector connector = open()) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.items()).isEmpty();
      assertThat(mirror.unusable()).hasSize(2);
      assertThat(mirror.unusable().getFirst().reason()).contains("broken");
    }
  }

  @Test
  void passesOverWhatIsNoAnswer() {
    answers.put(
        "FETCH",
        "* 1 FETCH (UID 1 INTERNALDATE NIL RFC822.SIZE -5"
            + " BODY[HEADER.FIELDS (X)]<0> {21}\r\nMessage-ID: <a@b>\r\n\r\n)\r\n"
            + "* 2 FETCH (UID BODY[ {3}\r\n\u0000\u0001\u0002 \r\n"
            + "* 7 FETCH (FLAGS (\\Seen))\r\n* 99999999999 EXISTS\r\n* nonsense\r\nTAG OK\r\n");
    try (Connector connector = open()) {
      assertThat(new Mirror().follow(connector).items()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void showsATokenInsteadOfAPassword() throws Exception {
    try (Connector connector = open("token", "ya29.token", "password", "")) {
      assertThat(connector.test()).isEqualTo("a mail server with 2 messages in 1 folder");
    }
    assertThat(heard).anyMatch(line -> line.contains("AUTHENTICATE XOAUTH2"));
  }
}
