package dev.millrace.ingestion.chunk;

import dev.millrace.ingestion.parse.Block;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.embedding.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a document into passages: sections into stretches of about the wanted size, then small
 * neighbours on a page together.
 *
 * <p>A section's heading is not part of its passages' text but of their path; a heading that has
 * nothing below it is a passage like any text. Where sections are put together, their headings are
 * text, except that the path names what they share.
 */
public final class PassageCutter {
  /** How long passages are as they ship, in tokens. A page of prose makes two or three of them. */
  public static final int USUAL = 220;

  private static final String NAME = "structure-1/";
  private static final Pattern SEGMENTATION =
      Pattern.compile(Pattern.quote(NAME) + "(\\d{1,5})(?:\\+(\\d{1,5}))?(?:<\\d+)?");

  /** What embedding models read at least, but for a few; in tokens. */
  private static final int COMMON_LIMIT = 512;

  /** The shortest that passages can be wanted, in tokens. */
  public static final int LEAST = 16;

  /** Tokens that an embedder adds at both ends, and what joining two counted texts may add. */
  private static final int SPARE = 8;

  /** A stretch of less than this share of the wanted size looks for a neighbour. */
  private static final int SMALL = 3;

  private final Embedder embedder;
  private final int target;
  private final int overlap;

  /** Cuts passages that share nothing. */
  public PassageCutter(Embedder embedder, int target) {
    this(embedder, target, 0);
  }

  /**
   * @param target how long a passage is wanted, in tokens of the embedding model; what is put
   *     together is at most this long, what is left over at the end of a section may make it half
   *     as long again
   * @param overlap tokens that a passage may repeat from the one before it in its section, whole
   *     sentences only, 0 to half of the target; they count as part of the target
   */
  public PassageCutter(Embedder embedder, int target, int overlap) {
    if (target < LEAST || target > embedder.maxTokens()) {
      throw new IllegalArgumentException(
          "passages have " + LEAST + " to " + embedder.maxTokens() + " tokens, not " + target);
    }
    if (!allows(target, overlap)) {
      throw new IllegalArgumentException(
          "passages of "
              + target
              + " tokens overlap by 0 to "
              + target / 2
              + " tokens, not "
              + overlap);
    }
    this.embedder = embedder;
    this.target = target - overlap;
    this.overlap = overlap;
  }

  /** Whether passages of so many tokens may repeat so many of them; any model's limit apart. */
  public static boolean allows(int target, int overlap) {
    return target >= LEAST && overlap >= 0 && overlap <= target / 2;
  }

  /**
   * The cutter of a segmentation, with sizes counted by a model; empty if it is another chunker's.
   *
   * @throws IllegalArgumentException if the model's limit is below the segmentation's size
   */
  public static Optional<PassageCutter> of(Embedder embedder, String segmentation) {
    Matcher name = SEGMENTATION.matcher(segmentation);
    if (!name.matches()) {
      return Optional.empty();
    }
    int overlap = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
    return Optional.of(new PassageCutter(embedder, Integer.parseInt(name.group(1)), overlap));
  }

  /**
   * How passages are cut, as it is written beside them. Which model counts the tokens is left out:
   * passages stay when the model changes, unless its limit is unusually low.
   */
  public String segmentation() {
    return NAME
        + (target + overlap)
        + (overlap == 0 ? "" : "+" + overlap)
        + (embedder.maxTokens() < COMMON_LIMIT ? "<" + embedder.maxTokens() : "");
  }

  /** The document's passages, in order. Every word of it is in one, or in a heading path. */
  public List<Passage> cut(Parsed document) {
    List<Stretch> stretches = new ArrayList<>();
    for (Section section : Section.of(document)) {
      stretches.addAll(pack(document, section));
    }
    return passages(document, merged(document, stretches));
  }

  private List<Stretch> pack(Parsed document, Section section) {
    CanonicalText text = document.text();
    List<String> path = fitting(document.title(), section.path());
    int most = most(document.title(), path);
    int wanted = Math.min(target, most);
    Units units = new Units(text.value(), embedder::tokens, wanted);
    List<Stretch> packed = new ArrayList<>();
    Stretch open = null;
    for (Block block : section.body()) {
      for (Units.Unit unit : units.of(text.utf16(block.start()), text.utf16(block.end()))) {
        Stretch next = new Stretch(unit.start(), unit.end(), unit.tokens(), section, path);
        if (open != null && open.tokens() + next.tokens() <= wanted && roomFor(open, next)) {
          open = open.upTo(next, path);
        } else {
          if (open != null) {
            packed.add(open);
          }
          open = next;
        }
      }
    }
    if (open != null) {
      packed.add(open);
    }
    joinRest(packed, most);
    return packed;
  }

  /** A small rest goes to the stretch before it. */
  private void joinRest(List<Stretch> packed, int most) {
    if (packed.size() < 2) {
      return;
    }
    Stretch rest = packed.getLast();
    Stretch before = packed.get(packed.size() - 2);
    int together = before.tokens() + rest.tokens();
    if (small(rest) && together <= Math.min(most, target * 3 / 2) && roomFor(before, rest)) {
      packed.removeLast();
      packed.removeLast();
      packed.add(before.upTo(rest, before.path()));
    }
  }

  /** Puts small neighbours together, within a page. */
  private List<Stretch> merged(Parsed document, List<Stretch> stretches) {
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : stretches) {
      Stretch last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || !last.samePage(next) || !(small(last) || small(next))) {
        merged.add(next);
        continue;
      }
      Stretch both = last.with(next, document.text(), embedder::tokens);
      if (both != null
          && both.tokens() <= Math.min(target, most(document.title(), both.path()))
          && both.length() <= longest()) {
        merged.set(merged.size() - 1, both);
      } else {
        merged.add(next);
      }
    }
    return merged;
  }

  private boolean small(Stretch stretch) {
    return stretch.tokens() * SMALL < target;
  }

  private boolean roomFor(Stretch open, Stretch next) {
    return next.end() - open.start() <= longest();
  }

  /** In UTF-16 units: for text that has far fewer tokens than its length suggests. */
  private int longest() {
    return Units.longest(target);
  }

  /** Tokens left for a passage's text under that title and path. */
  private int most(String title, List<String> path) {
    int above = embedder.tokens(title) + embedder.tokens(String.join(" › ", path));
    return Math.max(SPARE, embedder.maxTokens() - SPARE - above);
  }

  /** The innermost headings that leave half of the model's input to the text. */
  private List<String> fitting(String title, List<String> path) {
    List<String> fitting = path;
    while (!fitting.isEmpty() && most(title, fitting) < embedder.maxTokens() / 2) {
      fitting = fitting.subList(1, fitting.size());
    }
    return fitting;
  }

  private List<Passage> passages(Parsed document, List<Stretch> stretches) {
    CanonicalText text = document.text();
    Overlap repeated = new Overlap(text, embedder::tokens);
    List<Passage> passages = new ArrayList<>(stretches.size());
    int before = 0;
    for (Stretch stretch : stretches) {
      int room = Math.min(overlap, most(document.title(), stretch.path()) - stretch.tokens());
      int from = repeated.start(stretch, before, room);
      before = stretch.start();
      String slice = text.value().substring(from, stretch.end());
      int start = from + slice.length() - slice.stripLeading().length();
      int end = stretch.end() - (slice.length() - slice.stripTrailing().length());
      if (end > start) {
        passages.add(
            new Passage(
                passages.size(),
                text.codePoint(start),
                text.codePoint(end),
                stretch.section().page(),
                stretch.path(),
                text.value().substring(start, end)));
      }
    }
    return passages;
  }
}
