package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ChangeWatch;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.mail.ImapSession.Mailbox;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The messages of a user's mailboxes on an IMAP server. It changes nothing there. */
final class ImapConnector implements Connector {
  /** A watch hears nothing for days, if nobody writes. */
  private static final Duration NO_LIMIT = Duration.ofDays(10_000);

  private final ImapAddress address;
  private final FolderNames wanted;
  private final Optional<LocalDate> since;
  private final ImapAddress.Line line;
  private final ImapLines lines;

  ImapConnector(
      ImapAddress address, FolderNames wanted, Optional<LocalDate> since, ImapAddress.Line line) {
    this.address = address;
    this.wanted = wanted;
    this.since = since;
    this.line = line;
    this.lines = new ImapLines(address, line);
  }

  @Override
  public String test() throws IOException {
    try (ImapSession session = ImapSession.connect(address, line)) {
      List<String> names = names(session);
      long messages = 0;
      for (String name : names) {
        messages += session.open(name).map(Mailbox::count).orElse(0L);
      }
      return "a mail server with "
          + messages
          + (messages == 1 ? " message in " : " messages in ")
          + names.size()
          + (names.size() == 1 ? " folder" : " folders");
    }
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    try (ImapSession session = ImapSession.connect(address, line)) {
      return new ImapScan(session, address.url(), since, sink).run(names(session), start);
    }
  }

  private List<String> names(ImapSession session) throws IOException {
    List<String> all = session.mailboxes();
    List<String> names = all.stream().filter(wanted::has).toList();
    if (names.isEmpty()) {
      throw new IOException(
          address.url()
              + ": no folder fits settings.folders; there are "
              + String.join(", ", all.subList(0, Math.min(20, all.size())))
              + (all.size() > 20 ? " and " + (all.size() - 20) + " more" : ""));
    }
    return names;
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    Optional<ImapPlace> known = ImapPlace.parse(item.version());
    if (known.isEmpty()) {
      return new Fetched.Gone();
    }
    ImapPlace place = known.get();
    Optional<Fetched> fetched = lines.with(place.box(), used -> fetch(place, used));
    return fetched.orElseGet(Fetched.Gone::new);
  }

  private Fetched fetch(ImapPlace place, ImapLines.Used used) throws IOException {
    if (used.validity() != place.validity()) {
      throw new IOException(
          address.url()
              + ": the messages of \""
              + place.box()
              + "\" have been numbered anew; the next run finds them again");
    }
    Optional<MessageStream> stream = MessageStream.open(used, place.uid());
    if (stream.isEmpty()) {
      used.close();
      return new Fetched.Gone();
    }
    return new Fetched.Content(stream.get(), Facts.NONE);
  }

  /** Of several mailboxes the first is watched, which is INBOX if that is among them. */
  @Override
  public Optional<ChangeWatch> watch() throws IOException {
    ImapSession session = ImapSession.connect(address, line, NO_LIMIT);
    boolean watched = false;
    try {
      watched = session.tellsNews() && session.open(names(session).getFirst()).isPresent();
      return watched ? Optional.of(new ImapWatch(session, address)) : Optional.empty();
    } finally {
      if (!watched) {
        session.close();
      }
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
