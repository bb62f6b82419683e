package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A mail: its subject as title, who wrote to whom and when as the first lines, then its text. Of a
 * text sent both plain and as HTML the plain one is taken. Attachments, mails among them, become
 * members; pictures that the text shows don't.
 */
final class MailText {
  private static final byte[] MBOX_LINE = {'F', 'r', 'o', 'm', ' '};
  private static final int LONGEST_MBOX_LINE = 1_000;
  private static final int DEEPEST = 20;
  private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n[ \\t]*\\r?\\n");

  private final TextDecoding decoding;
  private final BlockWriter out;
  private final MemberSink members;
  private long size;

  MailText(TextDecoding decoding, BlockWriter out, MemberSink members) {
    this.decoding = decoding;
    this.out = out;
    this.members = members;
  }

  Parsed read(FetchedFile file, String mediaType) throws IOException {
    size = Files.size(file.path());
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(
        new MimeConfig.Builder().setMaxLineLen(-1).setMaxHeaderLen(1 << 20).build());
    Message mail;
    try (InputStream in =
        afterMboxLine(new BufferedInputStream(Files.newInputStream(file.path())))) {
      mail = builder.parseMessage(in);
    }
    try {
      header(mail).ifPresent(out::paragraph);
      body(mail, 0);
      String title = new Titles(file, mail.getSubject()).choose(Optional.empty());
      return out.parsed(title, null, mediaType, "millrace-mail/1");
    } finally {
      mail.dispose();
    }
  }

  private static InputStream afterMboxLine(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_MBOX_LINE);
    if (java.util.Arrays.equals(in.readNBytes(MBOX_LINE.length), MBOX_LINE)) {
      for (int i = MBOX_LINE.length; i < LONGEST_MBOX_LINE; i++) {
        if (in.read() == '\n') {
          return in;
        }
      }
    }
    in.reset();
    return in;
  }

  private static Optional<String> header(Message mail) {
    StringJoiner lines = new StringJoiner("\n");
    if (mail.getFrom() != null && !mail.getFrom().isEmpty()) {
      lines.add("From: " + list(mail.getFrom()));
    }
    if (mail.getTo() != null && !mail.getTo().isEmpty()) {
      lines.add("To: " + list(mail.getTo()));
    }
    if (mail.getCc() != null && !mail.getCc().isEmpty()) {
      lines.add("Cc: " + list(mail.getCc()));
    }
    var date = mail.getHeader().getField("Date");
    if (date != null) {
      lines.add("Date: " + date.getBody());
    }
    return Optional.of(lines.toString()).filter(header -> !header.isEmpty());
  }

  private static String list(List<? extends Address> addresses) {
    StringJoiner names = new StringJoiner(", ");
    for (Address address : addresses) {
      boolean named = address instanceof Mailbox mailbox && mailbox.getName() != null;
      names.add(
          named
              ? ((Mailbox) address).getName() + " <" + ((Mailbox) address).getAddress() + ">"
              : address.toString());
    }
    return names.toString();
  }

  private void body(Entity part, int depth) throws IOException {
    if (depth > DEEPEST) {
      return;
    }
    Body body = part.getBody();
    if (body instanceof Message mail) {
      attach(mail);
    } else if (attached(part, depth)) {
      attach(part);
    } else if (body instanceof Multipart multipart) {
      switch (multipart.getSubType().toLowerCase(Locale.ROOT)) {
        case "alternative" -> {
          Entity chosen = chosen(multipart.getBodyParts());
          if (chosen != null) {
            body(chosen, depth + 1);
          }
        }
        // What follows the first part belongs to it: its pictures, its signature.
        case "related", "signed" -> {
          List<Entity> parts = multipart.getBodyParts();
          if (!parts.isEmpty()) {
            body(parts.getFirst(), depth + 1);
          }
          for (Entity other : parts.stream().skip(1).toList()) {
            if (isAttachment(other)) {
              attach(other);
            }
          }
        }
        default -> {
          for (Entity one : multipart.getBodyParts()) {
            body(one, depth + 1);
          }
        }
      }
    } else if (body instanceof SingleBody single) {
      text(part, single);
    }
  }

  private static boolean attached(Entity part, int depth) {
    return depth > 0
        && ("attachment".equalsIgnoreCase(part.getDispositionType()) || part.getFilename() != null);
  }

  private static boolean isAttachment(Entity part) {
    return "attachment".equalsIgnoreCase(part.getDispositionType())
        && !part.getMimeType().startsWith("image/")
        && !part.getMimeType().endsWith("signature");
  }

  private void attach(Entity part) throws IOException {
    // A picture that the text refers to is part of it.
    boolean shown =
        part.getMimeType().startsWith("image/")
            && (part.getHeader().getField("Content-ID") != null
                || "inline".equalsIgnoreCase(part.getDispositionType()));
    if (shown || !(part.getBody() instanceof SingleBody body)) {
      return;
    }
    try (InputStream bytes = body.getInputStream()) {
      members.add(part.getFilename(), null, bytes, () -> size);
    }
  }

  private void attach(Message mail) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DefaultMessageWriter().writeMessage(mail, bytes);
    String subject = mail.getSubject() == null ? "mail" : mail.getSubject().replace('/', ' ');
    members.add(
        subject + ".eml",
        "message/rfc822",
        new ByteArrayInputStream(bytes.toByteArray()),
        bytes::size);
  }

  private void text(Entity part, SingleBody body) throws IOException {
    switch (part.getMimeType().toLowerCase(Locale.ROOT)) {
      case "text/plain" -> {
        for (String paragraph : BLANK_LINE.split(string(part, body), -1)) {
          out.paragraph(paragraph);
        }
      }
      case "text/html", "application/xhtml+xml" ->
          HtmlText.write(Jsoup.parse(string(part, body)), out);
      default -> {}
    }
  }

  private String string(Entity part, SingleBody body) throws IOException {
    byte[] bytes;
    try (InputStream in = body.getInputStream()) {
      bytes = in.readAllBytes();
    }
    String charset = part.getCharset();
    // Many senders say nothing, or US-ASCII, and send something else.
    if (charset == null || charset.equalsIgnoreCase("us-ascii")) {
      return decoding.decode(bytes);
    }
    try {
      return new String(bytes, java.nio.charset.Charset.forName(charset));
    } catch (IllegalArgumentException unknown) {
      return decoding.decode(bytes);
    }
  }

  /** The plain text, unless there is none; else the last, which is the richest (RFC 2046). */
  private @Nullable Entity chosen(List<Entity> parts) throws IOException {
    for (Entity part : parts) {
      boolean plain = part.getMimeType().equalsIgnoreCase("text/plain");
      if (plain && part.getBody() instanceof SingleBody body && !string(part, body).isBlank()) {
        return part;
      }
    }
    for (Entity part : parts.reversed()) {
      if (part.isMultipart() || part.getMimeType().equalsIgnoreCase("text/html")) {
        return part;
      }
    }
    return null;
  }
}
