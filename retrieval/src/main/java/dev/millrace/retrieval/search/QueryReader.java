package dev.millrace.retrieval.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Divides a query into its parts, from left to right. */
final class QueryReader {
  /** What closes a quotation, by what opens it. */
  private static final Map<Character, String> QUOTES =
      Map.of('"', "\"", '“', "”\"", '„', "“”\"", '«', "»", '»', "«");

  private static final int SHORTEST_EXCLUSION = 2;

  private final String query;
  private final List<QueryPart> parts = new ArrayList<>();
  private int plainFrom;
  private int at;

  QueryReader(String query) {
    this.query = query;
  }

  List<QueryPart> parts() {
    while (at < query.length()) {
      if (!begins() || !(quotation() || exclusion())) {
        at++;
      }
    }
    plain(query.length());
    return parts;
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
    take(minus ? new QueryPart.Without(text) : new QueryPart.Phrase(text), close + 1);
    return true;
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
    take(new QueryPart.Without(word), end);
    return true;
  }

  private void take(QueryPart part, int end) {
    plain(at);
    parts.add(part);
    at = end;
    plainFrom = end;
  }

  private void plain(int end) {
    String text = query.substring(plainFrom, end);
    // A query without operators stays as it is, to the blank.
    if (!text.isBlank()) {
      parts.add(
          new QueryPart.Words(parts.isEmpty() && end == query.length() ? text : text.strip()));
    }
  }
}
