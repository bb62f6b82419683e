package dev.millrace.ingestion.connector.mail;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** An IMAP server in this process, with one user, on free ports with and without TLS. */
final class MailServer implements AutoCloseable {
  static final String USER = "ann@example.com";
  static final String PASSWORD = "correct horse";

  /** Short, and no certificate is checked: the server makes its own. */
  static final ImapAddress.Line LINE =
      new ImapAddress.Line(Duration.ofSeconds(5), Duration.ofSeconds(5), "*");

  private static final Instant RECEIVED = Instant.parse("2024-02-03T04:05:06Z");

  private final GreenMail server;
  private final GreenMailUser user;

  MailServer() {
    server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
            });
    server.start();
    user = server.setUser(USER, PASSWORD);
  }

  Map<String, String> settings() {
    return settings("imap://127.0.0.1:" + server.getImap().getPort());
  }

  Map<String, String> tlsSettings() {
    return settings("imaps://127.0.0.1:" + server.getImaps().getPort());
  }

  static Map<String, String> settings(String url) {
    return Map.of("url", url, "username", USER, "password", PASSWORD, "insecure", "true");
  }

  static Connector open(Map<String, String> settings, String... more) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    MailType type = new MailType(LINE);
    return type.open(SourceSettings.of(type.kind(), type.settings(), all));
  }

  private ImapHostManager host() {
    return server.getManagers().getImapHostManager();
  }

  MailFolder folder(String name) {
    MailFolder folder = host().getFolder(user, name);
    if (folder == null) {
      throw new IllegalStateException("no folder " + name);
    }
    return folder;
  }

  void make(String name) throws FolderException, AuthorizationException {
    host().createMailbox(user, name);
  }

  /** Puts a message there as it is, as if it had come on a day in February 2024. */
  void add(String folder, String raw) throws MessagingException {
    add(folder, raw, RECEIVED);
  }

  void add(String folder, String raw, Instant received) throws MessagingException {
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8)));
    folder(folder).appendMessage(message, new Flags(), Date.from(received));
  }

  /** Removes what has that Message-ID from a folder; whether there was one. */
  boolean remove(String folder, String messageId) throws Exception {
    MailFolder from = folder(folder);
    boolean found = false;
    for (var message : from.getMessages()) {
      if (("<" + messageId + ">").equals(message.getMimeMessage().getHeader("Message-ID", null))) {
        message.setFlag(Flags.Flag.DELETED, true);
        found = true;
      }
    }
    from.expunge();
    return found;
  }

  /** What a connector calls a message that came when they all do. */
  static String externalId(String messageId) {
    return messageId + "/" + RECEIVED.getEpochSecond();
  }

  /** A small message. */
  static String message(String id, String... fieldsAndText) {
    StringBuilder raw = new StringBuilder("Message-ID: <" + id + ">\r\n");
    for (int i = 0; i < fieldsAndText.length - 1; i++) {
      raw.append(fieldsAndText[i]).append("\r\n");
    }
    return raw.append("\r\n").append(fieldsAndText[fieldsAndText.length - 1]).toString();
  }

  @Override
  public void close() {
    server.stop();
  }
}
