package dev.millrace.ingestion.connector.web;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The way to a page, redirects followed one by one: each address on it is looked at first. */
final class Journey {
  /** As many as browsers of old followed, and more than any honest site has. */
  static final int MOST_REDIRECTS = 10;

  /** Where it ended. */
  sealed interface Arrival {
    PageUrl url();

    /** Here, with an answer other than {@link Answer.Moved}. */
    record At(PageUrl url, Answer answer) implements Arrival {}

    /** Before an address that was not asked for. */
    record Barred(PageUrl url, Bar bar, String reason) implements Arrival {}
  }

  /** Why an address is not asked for. */
  enum Bar {
    /** It does not belong to the source, or its site doesn't want it read. */
    UNWANTED,
    /** It can't be told whether it may be read. */
    UNCLEAR,
    /** It was asked for before. */
    DONE
  }

  /** Says what stands in front of an address. */
  interface Gate {
    Optional<Arrival.Barred> at(PageUrl url) throws InterruptedException;
  }

  /** Asks for an address. */
  interface Asking {
    Answer of(PageUrl url) throws InterruptedException;
  }

  private Journey() {}

  static Arrival from(PageUrl start, Gate gate, Asking asking) throws InterruptedException {
    Set<PageUrl> seen = new HashSet<>();
    PageUrl url = start;
    while (seen.add(url)) {
      Optional<Arrival.Barred> barred = gate.at(url);
      if (barred.isPresent()) {
        return barred.get();
      }
      Answer answer = asking.of(url);
      if (!(answer instanceof Answer.Moved moved)) {
        return new Arrival.At(url, answer);
      }
      Optional<PageUrl> next = url.resolve(moved.location());
      if (next.isEmpty()) {
        return failed(url, "leads on to what is no address of a page");
      }
      if (seen.size() > MOST_REDIRECTS) {
        return failed(url, "leads on more than " + MOST_REDIRECTS + " times");
      }
      url = next.get();
    }
    return failed(url, "leads on in a circle");
  }

  private static Arrival failed(PageUrl url, String reason) {
    return new Arrival.At(url, Answer.Failed.forNow(reason));
  }
}
