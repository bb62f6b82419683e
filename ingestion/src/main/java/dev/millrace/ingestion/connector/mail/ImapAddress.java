package dev.millrace.ingestion.connector.mail;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.SourceSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;

/**
 * Whose mail on which server.
 *
 * @param tls how the line is made secret
 * @param login what is shown to the server
 */
record ImapAddress(String host, int port, Tls tls, Login login) {
  /** How the line is made secret. */
  enum Tls {
    /** From the first byte on. */
    AT_ONCE,
    /** Before the login, or there is none. */
    STARTTLS,
    /** If the server offers it. */
    IF_OFFERED
  }

  /**
   * Who logs in.
   *
   * @param token whether the secret is an OAuth 2 token instead of a password
   */
  record Login(String name, String secret, boolean token) {
    Login {
      requireNonNull(name, "name");
      requireNonNull(secret, "secret");
    }

    /** Secrets don't get into texts. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What holds for every line.
   *
   * @param trusted hosts whose certificate is taken unseen, for tests; else empty
   */
  record Line(Duration connect, Duration read, String trusted) {
    static final Line DEFAULT = new Line(Duration.ofSeconds(10), Duration.ofSeconds(30), "");
  }

  ImapAddress {
    requireNonNull(host, "host");
    requireNonNull(tls, "tls");
    requireNonNull(login, "login");
  }

  /** Reads the settings of a source whose url begins with {@code imap}. */
  static ImapAddress of(SourceSettings settings) {
    URI uri;
    try {
      uri = new URI(settings.text(MailType.URL));
    } catch (URISyntaxException e) {
      throw settings.wrong(MailType.URL, "is no address: " + e.getReason());
    }
    boolean atOnce = "imaps".equalsIgnoreCase(uri.getScheme());
    if (uri.getRawUserInfo() != null) {
      throw settings.wrong(
          MailType.URL, "has no name or password in it: use username and password");
    }
    String path = uri.getPath();
    if (uri.getHost() == null || (path != null && path.length() > 1)) {
      throw settings.wrong(MailType.URL, "is like imaps://mail.example.com:993");
    }
    boolean insecure = settings.flag(MailType.INSECURE);
    return new ImapAddress(
        uri.getHost().toLowerCase(Locale.ROOT),
        uri.getPort() > 0 ? uri.getPort() : atOnce ? 993 : 143,
        atOnce ? Tls.AT_ONCE : insecure ? Tls.IF_OFFERED : Tls.STARTTLS,
        login(settings));
  }

  private static Login login(SourceSettings settings) {
    String name =
        settings
            .find(MailType.USERNAME)
            .orElseThrow(() -> settings.wrong(MailType.USERNAME, "is needed for an IMAP server"));
    var password = settings.find(MailType.PASSWORD);
    var token = settings.find(MailType.TOKEN);
    if (password.isPresent() == token.isPresent()) {
      throw settings.wrong(
          MailType.PASSWORD, "or settings.token is needed for an IMAP server, and not both");
    }
    return new Login(name, password.or(() -> token).orElseThrow(), token.isPresent());
  }

  String protocol() {
    return tls == Tls.AT_ONCE ? "imaps" : "imap";
  }

  /** The server's address, for people. */
  String url() {
    return protocol() + "://" + host + ":" + port;
  }

  /** What Jakarta Mail is to keep to. */
  Properties properties(Line line, CheckedSockets sockets) {
    Properties all = new Properties();
    String prefix = "mail." + protocol() + ".";
    all.setProperty("mail.store.protocol", protocol());
    all.setProperty(prefix + "connectiontimeout", String.valueOf(line.connect().toMillis()));
    all.setProperty(prefix + "timeout", String.valueOf(line.read().toMillis()));
    all.setProperty(prefix + "ssl.checkserveridentity", String.valueOf(line.trusted().isEmpty()));
    all.setProperty(prefix + "starttls.enable", String.valueOf(tls != Tls.AT_ONCE));
    all.setProperty(prefix + "starttls.required", String.valueOf(tls == Tls.STARTTLS));
    if (!line.trusted().isEmpty()) {
      all.setProperty(prefix + "ssl.trust", line.trusted());
    }
    if (login.token()) {
      all.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
    }
    // Without the fallback being off, a refused address would be tried again unchecked.
    all.put(prefix + "socketFactory", sockets);
    all.setProperty(prefix + "socketFactory.fallback", "false");
    return all;
  }
}
