package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.OwnRights;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the head of a message says. Senders write it: what is malformed there is passed over. */
final class MailHead {
  /** The fields that count, as IMAP wants them named. */
  static final String FIELDS = "MESSAGE-ID IN-REPLY-TO REFERENCES FROM TO CC DATE SUBJECT";

  /** The most of a head that is looked at, in bytes. */
  static final int MOST = 64 * 1024;

  private static final String MEDIA_TYPE = "message/rfc822";
  private static final int LONGEST_TITLE = 200;
  private static final int MOST_ADDRESSES = 100;

  /** A Message-ID that may stand as it is: no white space, nothing but ASCII. */
  private static final Pattern ID = Pattern.compile("<([\\x21-\\x7e&&[^<>]]{1,250})>");

  /** How programs of several languages mark answers and what is passed on. */
  private static final Pattern ANSWER =
      Pattern.compile("^((re|aw|fwd?|wg|sv|vs|antw|tr|rv)(\\[\\d+])?:\\s*)+");

  private final InternetHeaders headers;

  private MailHead(InternetHeaders headers) {
    this.headers = headers;
  }

  /** Reads the beginning of a message, or only some of its fields. */
  static MailHead read(byte[] head) {
    byte[] first = head.length > MOST ? Arrays.copyOf(head, MOST) : head;
    try {
      return new MailHead(new InternetHeaders(new ByteArrayInputStream(first), true));
    } catch (MessagingException e) {
      return new MailHead(new InternetHeaders());
    }
  }

  /** Its Message-ID without the angle brackets, if it has one that can be used. */
  Optional<String> messageId() {
    return ids("Message-ID").stream().findFirst();
  }

  /**
   * A name of the message that is the same wherever a copy of it lies.
   *
   * @param otherwise tells messages apart that have no Message-ID, beside what they say
   */
  String identity(String otherwise) {
    return messageId()
        .orElseGet(
            () -> {
              StringBuilder text = new StringBuilder(otherwise);
              for (String name : FIELDS.split(" ", -1)) {
                text.append('\n').append(raw(name));
              }
              return "no-id-" + hash(text.toString());
            });
  }

  /** Where a mail program finds it (RFC 2392), if it has a Message-ID. */
  Optional<String> uri() {
    return messageId()
        .map(
            id -> {
              try {
                return new URI("mid", id, null).toASCIIString();
              } catch (URISyntaxException e) {
                throw new IllegalStateException(id, e);
              }
            });
  }

  /** When it was written, if that can be read. */
  Optional<Instant> date() {
    try {
      return Optional.of(new MailDateFormat().parse(raw("Date")).toInstant());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  /** What is known of it without its content. */
  Facts facts(Optional<String> folder) {
    Map<String, Object> metadata = new HashMap<>();
    folder.ifPresent(name -> metadata.put("folder", name));
    messageId().ifPresent(id -> metadata.put("messageId", id));
    thread().ifPresent(root -> metadata.put("thread", root));
    date().ifPresent(date -> metadata.put("date", date.toString()));
    people("From").stream().findFirst().ifPresent(from -> metadata.put("from", from));
    for (String name : List.of("To", "Cc")) {
      List<String> people = people(name);
      if (!people.isEmpty()) {
        metadata.put(name.toLowerCase(Locale.ROOT), people);
      }
    }
    return new Facts(title(), Optional.of(MEDIA_TYPE), metadata, OwnRights.NONE);
  }

  private Optional<String> title() {
    String subject = decoded(raw("Subject"));
    int end = Math.min(LONGEST_TITLE, subject.codePointCount(0, subject.length()));
    return Optional.of(subject.substring(0, subject.offsetByCodePoints(0, end)).strip())
        .filter(title -> !title.isEmpty());
  }

  /**
   * The message that its conversation began with, as far as it says; by the subject where only that
   * shows that it is an answer.
   */
  private Optional<String> thread() {
    for (String name : List.of("References", "In-Reply-To")) {
      List<String> ids = ids(name);
      if (!ids.isEmpty()) {
        return Optional.of(ids.getFirst());
      }
    }
    String subject = title().orElse("").toLowerCase(Locale.ROOT);
    String topic = ANSWER.matcher(subject).replaceFirst("").strip();
    boolean bySubject = messageId().isEmpty() || topic.length() < subject.length();
    return bySubject && !topic.isEmpty() ? Optional.of("subject:" + topic) : messageId();
  }

  private List<String> ids(String name) {
    Matcher found = ID.matcher(raw(name));
    return found.results().limit(1).map(one -> one.group(1)).toList();
  }

  private List<String> people(String name) {
    try {
      return Arrays.stream(InternetAddress.parseHeader(raw(name), false))
          .map(InternetAddress::getAddress)
          .filter(Objects::nonNull)
          .map(address -> decoded(address).toLowerCase(Locale.ROOT))
          .filter(address -> !address.isEmpty())
          .limit(MOST_ADDRESSES)
          .toList();
    } catch (AddressException e) {
      return List.of();
    }
  }

  private String raw(String name) {
    String[] values = headers.getHeader(name);
    return values == null || values.length == 0 || values[0] == null ? "" : values[0];
  }

  /** Words of other alphabets decoded, one line, no control characters. */
  private static String decoded(String raw) {
    String text = MimeUtility.unfold(raw);
    try {
      text = MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException e) {
      // An alphabet that nobody knows: as it stands.
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return ContentHash.hexOf(new ByteArrayInputStream(bytes)).substring(0, 32);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
