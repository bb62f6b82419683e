package dev.millrace.orchestration.extract;

import dev.millrace.orchestration.text.Sentences;
import dev.millrace.retrieval.index.Terms;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a passage that could be quoted.
 *
 * @param n place of its evidence, from 1
 * @param place place among the passage's parts, from 0
 * @param start first position in the passage's text, in UTF-16 units
 * @param end position after the last
 * @param under the nearest heading above, empty if there is none
 * @param terms its words as the index knows them, in order
 */
record Candidate(
    int n, Evidence evidence, int place, int start, int end, String under, List<Terms.Term> terms) {
  /** A list that is longer is taken item by item, in UTF-16 units. */
  private static final int LONGEST_LIST = 2_000;

  /** Words of the longest line that is taken for a heading when nothing ends it. */
  private static final int LONGEST_HEADING = 14;

  /** With these a statement starts, not an order. */
  private static final Set<String> NO_ORDER =
      Set.of(
          "the", "a", "an", "you", "your", "it", "its", "this", "that", "these", "those", "there",
          "we", "our", "they", "their", "he", "she", "his", "her", "all", "any", "each", "every",
          "no", "some", "who", "which", "what", "i", "my");

  /** The foot of a page: a line that ends in "page 2 of 5" and in no full stop. */
  private static final Pattern FOOT =
      Pattern.compile("\\bpage\\s+[0-9]+(?:\\s*(?:of|/)\\s*[0-9]+)?$", Pattern.CASE_INSENSITIVE);

  private static final Pattern ITEM =
      Pattern.compile("(?:[-*•‣◦–·▪●○]|\\(?[0-9]{1,3}[.)]|\\(?[a-zA-Z][.)])\\s.*", Pattern.DOTALL);

  Candidate {
    terms = List.copyOf(terms);
  }

  String text() {
    return evidence.text().substring(start, end);
  }

  Set<String> stems() {
    return terms.stream().map(Terms.Term::stem).collect(Collectors.toSet());
  }

  Quote quote() {
    return Quote.of(n, evidence, start, end);
  }

  /** Whether it only says what the next part is about. */
  boolean heading() {
    String text = text();
    return !text.contains(" | ")
        && !item(text)
        && Character.isLetterOrDigit(text.codePointBefore(text.length()))
        && terms.size() <= LONGEST_HEADING
        && text.split("\\s+", LONGEST_HEADING + 2).length <= LONGEST_HEADING
        && end < evidence.text().length()
        && evidence.text().startsWith("\n", end);
  }

  /** Whether it is a list of things to do: most of its items start as an order does. */
  boolean steps() {
    int items = 0;
    int orders = 0;
    for (String line : text().lines().toList()) {
      if (item(line)) {
        items++;
        List<Word> words = Word.of(line.replaceFirst("^\\S+\\s+", ""));
        orders += !words.isEmpty() && !NO_ORDER.contains(words.getFirst().lower()) ? 1 : 0;
      }
    }
    return items > 1 && orders * 2 > items;
  }

  static boolean item(String text) {
    return ITEM.matcher(text).matches();
  }

  /**
   * The parts of all passages that hold a word, in the passages' order.
   *
   * @param lists whether the items of a list are one part: a step without the others is useless
   */
  static List<Candidate> of(List<Evidence> evidence, boolean lists) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      candidates.addAll(of(i + 1, evidence.get(i), lists));
    }
    return candidates;
  }

  private static List<Candidate> of(int n, Evidence evidence, boolean lists) {
    List<Candidate> candidates = new ArrayList<>();
    String text = evidence.text();
    List<Sentences.Span> spans = Sentences.of(text);
    String under = evidence.headings().isEmpty() ? "" : evidence.headings().getLast();
    for (int from = 0; from < spans.size(); ) {
      int to = lists ? endOfList(text, spans, from) : from;
      int start = spans.get(from).start();
      int end = spans.get(to).end();
      List<Terms.Term> terms = Terms.of(text.substring(start, end));
      if (!terms.isEmpty() && !FOOT.matcher(text.substring(start, end)).find()) {
        Candidate part = new Candidate(n, evidence, candidates.size(), start, end, under, terms);
        candidates.add(part);
        under = part.heading() ? part.text() : under;
      }
      from = to + 1;
    }
    return candidates;
  }

  /**
   * The last part of the list that starts there; that part itself if none does. An item may have
   * several sentences.
   */
  private static int endOfList(String text, List<Sentences.Span> spans, int from) {
    int last = from;
    if (item(spans.get(from).of(text))) {
      for (int next = from + 1; next < spans.size(); next++) {
        boolean item = item(spans.get(next).of(text));
        int lineEnd = text.indexOf('\n', spans.get(next - 1).end());
        boolean sameLine = lineEnd < 0 || lineEnd >= spans.get(next).start();
        if (!item && !sameLine) {
          break;
        }
        last = next;
      }
    }
    boolean whole = spans.get(last).end() - spans.get(from).start() <= LONGEST_LIST;
    return whole ? last : from;
  }
}
