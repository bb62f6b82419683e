package dev.millrace.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows which texts are gone, and since when: each text has a word that no other has. Whatever a
 * search that began later still shows of them is stale. Safe for use by many threads.
 */
final class StaleWatch {
  private static final String LETTERS = "bcfhjklmnpqrtvwx";
  private static final int LENGTH = 8;
  private static final Pattern WORD = Pattern.compile("zq[" + LETTERS + "]{" + LENGTH + "}");

  /** Words of texts that went last are asked for most, so that a short delay would be seen. */
  private static final int LATELY = 64;

  private final AtomicLong made = new AtomicLong();
  private final Map<String, Long> gone = new ConcurrentHashMap<>();
  private final List<String> inOrder = new ArrayList<>();
  private final AtomicLong checks = new AtomicLong();
  private final AtomicLong passages = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();

  /** A word that is in no language and was not given before. */
  String newWord() {
    // An odd factor visits every number once, so neighbours look nothing like each other.
    long number = made.incrementAndGet() * 0x9E3779B1L;
    StringBuilder word = new StringBuilder("zq");
    for (int n = 0; n < LENGTH; n++) {
      word.append(LETTERS.charAt((int) (number >>> (4 * n)) & 15));
    }
    return word.toString();
  }

  /** The text with that word is replaced or removed: the server has answered so. */
  void gone(String word) {
    gone.put(word, System.nanoTime());
    synchronized (inOrder) {
      inOrder.add(word);
    }
  }

  /** The word of a text that is gone; one of the last half the time. */
  Optional<String> someGone() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    synchronized (inOrder) {
      int size = inOrder.size();
      if (size == 0) {
        return Optional.empty();
      }
      int from = random.nextBoolean() ? Math.max(0, size - LATELY) : 0;
      return Optional.of(inOrder.get(random.nextInt(from, size)));
    }
  }

  /**
   * Looks through an answer.
   *
   * @param asked what was searched for; counts as a check if it was gone when the search began
   * @param began {@link System#nanoTime} before the search was sent
   * @return whether it shows a text that is gone
   */
  boolean examine(String asked, long began, SearchAnswer answer) {
    if (isGone(asked, began)) {
      checks.incrementAndGet();
    }
    boolean found = false;
    for (FoundPassage passage : answer.evidence()) {
      passages.incrementAndGet();
      Matcher word = WORD.matcher(passage.text());
      while (word.find()) {
        if (isGone(word.group(), began)) {
          stale.incrementAndGet();
          found = true;
        }
      }
    }
    return found;
  }

  private boolean isGone(String word, long began) {
    Long since = gone.get(word);
    return since != null && since - began < 0;
  }

  /** Searches for the very word of a text that was gone. */
  long checks() {
    return checks.get();
  }

  /** Passages of all answers, each looked at for words of texts that were gone. */
  long passages() {
    return passages.get();
  }

  /** Passages that should not have been shown. */
  long stale() {
    return stale.get();
  }
}
