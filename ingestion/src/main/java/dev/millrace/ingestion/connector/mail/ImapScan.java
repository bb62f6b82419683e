package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.ingestion.connector.mail.ImapCursor.At;
import dev.millrace.ingestion.connector.mail.ImapCursor.Box;
import dev.millrace.ingestion.connector.mail.ImapSession.Found;
import dev.millrace.ingestion.connector.mail.ImapSession.Mailbox;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One scan of a server's mailboxes. A mailbox whose counters are as before costs one command, one
 * with new messages their heads. That messages went is seen too, but not which ones, since they are
 * not called by what the server counts: then all are told again, about 600 bytes each.
 */
final class ImapScan {
  private static final int BATCH = 200;

  private final ImapSession session;
  private final String url;
  private final Optional<LocalDate> since;
  private final ScanSink sink;
  private final ToldIds told = new ToldIds();
  private final Map<String, Box> read = new TreeMap<>();
  private boolean whole;
  private boolean missed;

  ImapScan(ImapSession session, String url, Optional<LocalDate> since, ScanSink sink) {
    this.session = session;
    this.url = url;
    this.since = since;
    this.sink = sink;
  }

  Scan run(List<String> names, ScanStart start) throws IOException, InterruptedException {
    Map<String, Box> before = start.done().map(ImapCursor::parse).orElse(ImapCursor.NONE).boxes();
    Optional<ImapCursor> broken = start.brokenOff().map(ImapCursor::parse);
    whole = broken.isPresent() ? broken.get().whole() : lost(before, names);
    broken.ifPresent(stopped -> read.putAll(stopped.boxes()));
    for (String name : names) {
      if (!read.containsKey(name)) {
        Optional<Box> old = Optional.ofNullable(before.get(name));
        box(name, whole ? Optional.empty() : old, broken.flatMap(ImapCursor::at));
      }
    }
    if (whole && missed) {
      // What could not be told is not gone, so the next scan has to look at everything again.
      return new Scan(Scan.Coverage.CHANGES, Optional.empty());
    }
    return new Scan(
        whole ? Scan.Coverage.WHOLE : Scan.Coverage.CHANGES, Optional.of(cursor(Optional.empty())));
  }

  /** Whether messages went from where they were. */
  private boolean lost(Map<String, Box> before, List<String> names) throws IOException {
    if (before.isEmpty() || !names.containsAll(before.keySet())) {
      return true;
    }
    for (Map.Entry<String, Box> one : before.entrySet()) {
      Optional<Mailbox> now = opened(one.getKey());
      Box old = one.getValue();
      if (now.isPresent()
          && !unchanged(old, now.get())
          && (now.get().validity() != old.validity() || lost(old, session.uids(since)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean unchanged(Box old, Mailbox now) {
    return now.validity() == old.validity()
        && now.next() == old.next()
        && now.count() == old.exists();
  }

  private static boolean lost(Box old, long[] uids) {
    return Arrays.stream(uids).filter(uid -> uid < old.next()).count() != old.known();
  }

  private void box(String name, Optional<Box> old, Optional<At> stopped)
      throws IOException, InterruptedException {
    Optional<Mailbox> open;
    try {
      open = opened(name);
    } catch (IOException e) {
      if (!session.sound()) {
        throw e;
      }
      missed = true;
      old.ifPresent(box -> read.put(name, box));
      sink.unusable(new Unusable(clean(name), true, "the folder can't be read: " + e.getMessage()));
      return;
    }
    if (open.isEmpty()) {
      // It went since the list was made; the next scan finds it missing.
      old.ifPresent(box -> read.put(name, box));
      return;
    }
    Mailbox now = open.get();
    if (old.isPresent() && unchanged(old.get(), now)) {
      read.put(name, old.get());
      return;
    }
    long[] uids = session.uids(since);
    long from = old.map(Box::next).orElse(0L);
    long after =
        stopped
            .filter(at -> at.box().equals(name) && at.validity() == now.validity())
            .map(At::uid)
            .orElse(0L);
    long[] wanted = Arrays.stream(uids).filter(uid -> uid >= from && uid > after).toArray();
    for (int i = 0; i < wanted.length; i += BATCH) {
      long[] batch = Arrays.copyOfRange(wanted, i, Math.min(wanted.length, i + BATCH));
      tell(name, now.validity(), batch);
      At at = new At(name, now.validity(), batch[batch.length - 1]);
      sink.checkpoint(cursor(Optional.of(at)));
    }
    if (old.isPresent() && (now.validity() != old.get().validity() || lost(old.get(), uids))) {
      // Messages went while this scan ran: with the old counters the next one sees it.
      read.put(name, old.get());
      return;
    }
    long last = uids.length == 0 ? 0 : uids[uids.length - 1];
    long next = Math.max(now.next(), last + 1);
    read.put(name, new Box(now.validity(), next, now.count(), uids.length));
  }

  private Optional<Mailbox> opened(String name) throws IOException {
    return session.open(name);
  }

  /** Tells some messages; where the server refuses them together, each by itself. */
  private void tell(String box, long validity, long[] uids)
      throws IOException, InterruptedException {
    List<Found> found;
    try {
      found = session.heads(uids);
    } catch (IOException e) {
      if (!session.sound()) {
        throw e;
      }
      if (uids.length == 1) {
        missed = true;
        String name = clean(box) + ";UID=" + uids[0];
        sink.unusable(
            new Unusable(name, true, "the server does not give this message: " + e.getMessage()));
      } else {
        int half = uids.length / 2;
        tell(box, validity, Arrays.copyOf(uids, half));
        tell(box, validity, Arrays.copyOfRange(uids, half, uids.length));
      }
      return;
    }
    for (Found one : found) {
      Item item = item(box, validity, one);
      if (told.add(item.externalId())) {
        sink.item(item);
      }
    }
  }

  private Item item(String box, long validity, Found found) {
    MailHead head = found.head();
    String second = String.valueOf(found.received().getEpochSecond());
    return new Item(
        head.identity(second + " " + found.size()) + "/" + second,
        head.uri().orElseGet(() -> url + "/;UID=" + found.uid()),
        new ImapPlace(validity, found.uid(), box).text(),
        OptionalLong.of(found.size()),
        head.facts(Optional.of(clean(box))),
        Optional.empty());
  }

  private static String clean(String name) {
    String line = name.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 500 ? line.substring(0, 500) : line;
  }

  private String cursor(Optional<At> at) {
    return new ImapCursor(read, whole, at).text();
  }
}
