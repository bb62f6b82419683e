package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Addresses;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;

/**
 * A line to an IMAP server, logged in, with at most one mailbox open for reading. Messages are
 * asked for by UID and in pieces, and nothing is kept of them, so that mailboxes may be of any
 * size. Used by one thread at a time.
 */
final class ImapSession implements AutoCloseable {
  private static final DateTimeFormatter IMAP_DATE =
      DateTimeFormatter.ofPattern("d-MMM-uuuu", Locale.ROOT);

  /** Longer than any piece takes over a line that is of use. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

  /**
   * A mailbox's counters.
   *
   * @param validity as long as it is the same, UIDs are
   * @param next greater than all UIDs so far; less than 1 where the server doesn't tell
   * @param count of messages
   */
  record Mailbox(long validity, long next, long count) {}

  /**
   * A message without its content.
   *
   * @param received when it came here, to the second
   * @param size in bytes, about
   */
  record Found(long uid, Instant received, long size, MailHead head) {}

  private final ImapAddress address;
  private final CheckedSockets sockets;
  private final IMAPStore store;
  private @Nullable IMAPFolder folder;
  private volatile boolean sound = true;

  private ImapSession(ImapAddress address, CheckedSockets sockets, IMAPStore store) {
    this.address = address;
    this.sockets = sockets;
    this.store = store;
  }

  /**
   * Connects and logs in.
   *
   * @throws IOException whose message says what to do
   */
  static ImapSession connect(ImapAddress address, ImapAddress.Line line) throws IOException {
    return connect(address, line, LONGEST_WAIT);
  }

  /** The same for who waits for news, at most so long. */
  static ImapSession connect(ImapAddress address, ImapAddress.Line line, Duration longestWait)
      throws IOException {
    CheckedSockets sockets = new CheckedSockets(Addresses.COMPANY, longestWait);
    try {
      Addresses.COMPANY.resolve(address.host());
      Session session = Session.getInstance(address.properties(line, sockets));
      IMAPStore store = (IMAPStore) session.getStore(address.protocol());
      var login = address.login();
      store.connect(address.host(), address.port(), login.name(), login.secret());
      return new ImapSession(address, sockets, store);
    } catch (MessagingException e) {
      sockets.cut();
      throw ImapFaults.said(address, e);
    }
  }

  /** The names of the mailboxes that can hold messages, INBOX first, then in order. */
  List<String> mailboxes() throws IOException {
    return run(
        () -> {
          List<String> names = new ArrayList<>();
          for (Folder one : store.getDefaultFolder().list("*")) {
            if ((one.getType() & Folder.HOLDS_MESSAGES) != 0) {
              names.add(one.getFullName());
            }
          }
          names.sort((a, b) -> isInbox(a) == isInbox(b) ? a.compareTo(b) : isInbox(a) ? -1 : 1);
          return names;
        });
  }

  private static boolean isInbox(String name) {
    return name.equalsIgnoreCase("INBOX");
  }

  /**
   * Opens a mailbox, for reading only, and closes the one before.
   *
   * @return empty if there is none of that name
   */
  Optional<Mailbox> open(String name) throws IOException {
    return run(
        () -> {
          IMAPFolder before = folder;
          folder = null;
          if (before != null && before.isOpen()) {
            before.close(false);
          }
          IMAPFolder next = (IMAPFolder) store.getFolder(name);
          try {
            next.open(Folder.READ_ONLY);
          } catch (FolderNotFoundException e) {
            return Optional.empty();
          }
          folder = next;
          return Optional.of(
              new Mailbox(next.getUIDValidity(), next.getUIDNext(), next.getMessageCount()));
        });
  }

  /** The UIDs in the open mailbox, in order, of what came on that day or later. */
  long[] uids(Optional<LocalDate> since) throws IOException {
    String which = since.map(day -> "SINCE " + IMAP_DATE.format(day)).orElse("ALL");
    return run(
        () -> {
          LongStream.Builder uids = LongStream.builder();
          for (Response one : command("UID SEARCH " + which)) {
            if (one instanceof IMAPResponse found && found.keyEquals("SEARCH")) {
              for (long uid = found.readLong(); uid > 0; uid = found.readLong()) {
                uids.add(uid);
              }
            }
          }
          return uids.build().sorted().distinct().toArray();
        });
  }

  /** The messages of these UIDs, at most some hundred, that are still there. */
  List<Found> heads(long[] uids) throws IOException {
    String which = UIDSet.toString(UIDSet.createUIDSets(uids));
    String what =
        "(UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (%s)]<0.%d>)"
            .formatted(MailHead.FIELDS, MailHead.MOST);
    return run(
        () -> {
          List<Found> found = new ArrayList<>();
          for (Response one : command("UID FETCH " + which + " " + what)) {
            if (one instanceof FetchResponse message) {
              UID uid = message.getItem(UID.class);
              BODY head = message.getItem(BODY.class);
              if (uid != null && head != null && Arrays.binarySearch(uids, uid.uid) >= 0) {
                found.add(found(uid.uid, message, bytes(head)));
              }
            }
          }
          return found;
        });
  }

  private static Found found(long uid, FetchResponse message, byte[] head) {
    INTERNALDATE received = message.getItem(INTERNALDATE.class);
    Date date = received == null ? null : received.getDate();
    RFC822SIZE size = message.getItem(RFC822SIZE.class);
    return new Found(
        uid,
        date == null ? Instant.EPOCH : date.toInstant(),
        size == null ? 0 : Math.max(0, size.size),
        MailHead.read(head));
  }

  /**
   * A part of a message of the open mailbox, shorter than asked for only at its end.
   *
   * @return empty if the message is not there
   */
  Optional<byte[]> piece(long uid, long offset, int length) throws IOException {
    return run(
        () -> {
          String what = "UID FETCH %d (UID BODY.PEEK[]<%d.%d>)".formatted(uid, offset, length);
          for (Response one : command(what)) {
            if (one instanceof FetchResponse message) {
              UID of = message.getItem(UID.class);
              BODY body = message.getItem(BODY.class);
              if (of != null && of.uid == uid && body != null) {
                return Optional.of(bytes(body));
              }
            }
          }
          return Optional.empty();
        });
  }

  /** Whether the server can tell of news by itself. */
  boolean tellsNews() throws IOException {
    return run(() -> store.hasCapability("IDLE"));
  }

  /** The mailbox that was opened last. */
  IMAPFolder opened() {
    IMAPFolder now = folder;
    if (now == null) {
      throw new IllegalStateException("no mailbox is open");
    }
    return now;
  }

  private static byte[] bytes(BODY body) {
    var data = body.getByteArray();
    return data == null ? new byte[0] : data.getNewBytes();
  }

  private Response[] command(String text) throws MessagingException {
    return (Response[])
        opened()
            .doCommand(
                protocol -> {
                  Response[] all = protocol.command(text, null);
                  finish(protocol, all);
                  return all;
                });
  }

  private static void finish(IMAPProtocol protocol, Response[] all) throws ProtocolException {
    Response[] others = all.clone();
    for (int i = 0; i < others.length; i++) {
      // Those are ours; Jakarta Mail would look for their messages.
      if (others[i] instanceof FetchResponse) {
        others[i] = null;
      }
    }
    protocol.notifyResponseHandlers(others);
    protocol.handleResult(all[all.length - 1]);
  }

  private interface Act<T> {
    T run() throws MessagingException;
  }

  private <T> T run(Act<T> act) throws IOException {
    try {
      return act.run();
    } catch (MessagingException | RuntimeException e) {
      // Jakarta Mail answers some malformed lines with an unchecked exception.
      sound = ImapFaults.refused(e) && store.isConnected();
      throw ImapFaults.said(address, e);
    }
  }

  /** Whether it can be used for the next thing. */
  boolean sound() {
    return sound;
  }

  /** Ends it from another thread, whatever it is waiting for. */
  void abandon() {
    sound = false;
    close();
  }

  @Override
  public void close() {
    if (!sound) {
      // A server that hangs would let us wait for its farewell.
      sockets.cut();
    }
    try {
      store.close();
    } catch (MessagingException e) {
      // It is over in any case.
    }
    sockets.cut();
  }
}
