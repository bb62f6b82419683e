package dev.millrace.retrieval.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Divides a query into its parts, from left to right. What is left out stands at its beginning or
 * its end: between words a minus is a dash, or the option of a command.
 */
final class QueryReader {
  /** What closes a quotation, by what opens it. */
  private static final Map<Character, String> QUOTES =
      Map.of('"', "\"", '“', "”\"", '„', "“”\"", '«', "»", '»', "«");

  private static final int SHORTEST_EXCLUSION = 2;

  private final String query;
  private final List<Found> operators = new ArrayList<>();
  private int at;

  QueryReader(String query) {
    this.query = query;
  }

  /** An operator and where it stands. */
  private record Found(QueryPart part, int from, int to) {}

  List<QueryPart> parts() {
    while (at < query.length()) {
      if (!begins() || !(quotation() || exclusion())) {
        at++;
      }
    }
    operators.removeIf(this::isDash);
    List<QueryPart> parts = new ArrayList<>();
    int from = 0;
    for (Found operator : operators) {
      words(query.substring(from, operator.from()).strip(), parts);
      parts.add(operator.part());
      from = operator.to();
    }
    // A query without operators stays as it is, to the blank.
    words(from == 0 ? query : query.substring(from).strip(), parts);
    return parts;
  }

  private static void words(String text, List<QueryPart> parts) {
    if (!text.isBlank()) {
      parts.add(new QueryPart.Words(text));
    }
  }

  /** Whether what looks like an exclusion has words on both sides. */
  private boolean isDash(Found operator) {
    return operator.part() instanceof QueryPart.Without
        && asks(0, operator.from())
        && asks(operator.to(), query.length());
  }

  /** Whether that stretch has a word that is no exclusion. */
  private boolean asks(int from, int to) {
    StringBuilder rest = new StringBuilder(query.substring(from, to));
    for (Found operator : operators.reversed()) {
      if (operator.from() >= from
          && operator.to() <= to
          && operator.part() instanceof QueryPart.Without) {
        rest.delete(operator.from() - from, operator.to() - from);
      }
    }
    return rest.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** Whether a word can begin here. */
  private boolean begins() {
    return at == 0 || Character.isWhitespace(query.charAt(at - 1)) || query.charAt(at - 1) == '(';
  }

  private boolean quotation() {
    boolean minus = query.charAt(at) == '-';
    int open = minus ? at + 1 : at;
    int close = closing(open);
    if (close < 0) {
      return false;
    }
    String text = query.substring(open + 1, close).strip();
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      at = close + 1;
      return true;
    }
    return take(minus ? new QueryPart.Without(text) : new QueryPart.Phrase(text), close + 1);
  }

  /** Where the quotation that opens there is closed; −1 if none does or it is not. */
  private int closing(int open) {
    String closers = open < query.length() ? QUOTES.get(query.charAt(open)) : null;
    if (closers == null) {
      return -1;
    }
    for (int i = open + 1; i < query.length(); i++) {
      if (closers.indexOf(query.charAt(i)) >= 0
          && (i + 1 == query.length() || !Character.isLetterOrDigit(query.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  private boolean exclusion() {
    if (query.charAt(at) != '-'
        || at + 1 == query.length()
        || !Character.isLetterOrDigit(query.codePointAt(at + 1))) {
      return false;
    }
    int end = at + 1;
    while (end < query.length() && !Character.isWhitespace(query.charAt(end))) {
      end++;
    }
    String word = query.substring(at + 1, end).replaceFirst("[\\p{Punct}]+$", "");
    if (word.length() < SHORTEST_EXCLUSION || word.codePoints().noneMatch(Character::isLetter)) {
      return false;
    }
    return take(new QueryPart.Without(word), end);
  }

  private boolean take(QueryPart part, int end) {
    operators.add(new Found(part, at, end));
    at = end;
    return true;
  }
}
