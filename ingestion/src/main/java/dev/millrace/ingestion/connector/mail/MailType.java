package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Mailboxes on an IMAP server, and mbox files and Maildirs that the server can read. */
public final class MailType implements ConnectorType {
  static final String URL = "url";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String TOKEN = "token";
  static final String FOLDERS = "folders";
  static final String SINCE = "since";
  static final String INSECURE = "insecure";

  private final ImapAddress.Line line;

  /** Servers have ten seconds to take a connection and thirty for each answer. */
  public MailType() {
    this(ImapAddress.Line.DEFAULT);
  }

  MailType(ImapAddress.Line line) {
    this.line = line;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.MAIL;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.required(
            URL,
            "imaps://host:993, imap://host:143 (with STARTTLS), or file:///path of an mbox file, a"
                + " Maildir or a folder of such"),
        SettingSpec.optional(USERNAME, "whose mail, on an IMAP server"),
        SettingSpec.secret(PASSWORD, "the user's password, or one for programs"),
        SettingSpec.secret(TOKEN, "an OAuth 2 access token instead of a password (XOAUTH2)"),
        SettingSpec.withDefault(
            FOLDERS,
            "IMAP folders, between commas: * is any characters, ? one, ! before one leaves it out",
            "INBOX"),
        SettingSpec.optional(SINCE, "the day of the oldest mail that counts: 2024-01-31"),
        SettingSpec.withDefault(
            INSECURE,
            "true: imap:// may send the password readable if the server has no STARTTLS",
            "false"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    String url = settings.text(URL);
    String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
    Optional<LocalDate> since = since(settings);
    settings.flag(INSECURE);
    return switch (scheme) {
      case "imap", "imaps" ->
          new ImapConnector(
              ImapAddress.of(settings), FolderNames.of(settings.list(FOLDERS)), since, line);
      case "file" -> new BoxConnector(path(settings), since);
      default -> throw settings.wrong(URL, "begins with imaps://, imap:// or file:///");
    };
  }

  private static Path path(SourceSettings settings) {
    try {
      return Path.of(URI.create(settings.text(URL))).normalize();
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw settings.wrong(URL, "is no file: write it like file:///srv/mail/archive.mbox");
    }
  }

  private static Optional<LocalDate> since(SourceSettings settings) {
    try {
      return settings.find(SINCE).map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw settings.wrong(SINCE, "is a day like 2024-01-31");
    }
  }
}
