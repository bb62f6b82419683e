package dev.millrace.ingestion.connector.mail;

import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.jspecify.annotations.Nullable;

/** What went wrong between an IMAP server and us, for people. */
final class ImapFaults {
  private static final int LONGEST = 200;

  private ImapFaults() {}

  /** An exception whose message names the server and the way out, and no secret. */
  static IOException said(ImapAddress address, Exception fault) {
    return new IOException(address.url() + ": " + why(address, chain(fault)));
  }

  /** Whether the server understood and said no, so that the line is still good. */
  static boolean refused(Exception fault) {
    return chain(fault).stream().anyMatch(CommandFailedException.class::isInstance);
  }

  private static String why(ImapAddress address, List<Throwable> chain) {
    return chain.stream()
        .map(one -> known(address, one))
        .filter(java.util.Objects::nonNull)
        .min(Comparator.comparingInt(Known::rank))
        .map(Known::text)
        .orElseGet(() -> "it can't be read: " + words(address, chain));
  }

  /**
   * @param rank the lowest says most
   */
  private record Known(int rank, String text) {}

  private static @Nullable Known known(ImapAddress address, Throwable one) {
    return switch (one) {
      case AuthenticationFailedException e ->
          new Known(
              0,
              "it refuses the login of "
                  + address.login().name()
                  + " ("
                  + clean(address, e)
                  + "): check settings.username and settings."
                  + (address.login().token() ? "token" : "password"));
      case SSLException e ->
          new Known(
              1,
              "no secret line can be made ("
                  + clean(address, e)
                  + "): the server needs a certificate for this name that Java's trust store"
                  + " (javax.net.ssl.trustStore) knows, and TLS 1.2 or later");
      case SocketTimeoutException e ->
          new Known(2, "it does not answer in time: check settings.url, or try later");
      case ConnectException e -> new Known(2, "nobody answers there: check settings.url");
      default ->
          clean(address, one).toLowerCase(Locale.ROOT).contains("starttls")
              ? new Known(
                  3,
                  "it offers no STARTTLS: use imaps://, or settings.insecure=true if the network"
                      + " in between is to be trusted with the password")
              : null;
    };
  }

  private static String words(ImapAddress address, List<Throwable> chain) {
    return clean(address, chain.getLast());
  }

  /** What the server or Java said, in a line and without the secret. */
  private static String clean(ImapAddress address, Throwable fault) {
    String text =
        fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    text = text.replaceAll("\\p{Cntrl}+", " ").replace(address.login().secret(), "…").strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static List<Throwable> chain(Throwable fault) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable one = fault; one != null && chain.size() < 20; one = one.getCause()) {
      chain.add(one);
    }
    return chain;
  }
}
