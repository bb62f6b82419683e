package dev.millrace.retrieval.search;

import dev.millrace.retrieval.filter.TextCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A query as it was meant. Two things are operators: words in quotation marks, and a minus right
 * before a word or a quotation at the query's beginning or end. Everything else is plain text:
 * apostrophes, quotation marks without a partner, a minus by itself, before a number, within a word
 * or between words, and the syntax of any search engine.
 *
 * @param parts in the order of the query
 */
public record QueryText(List<QueryPart> parts) {
  /**
   * A longer query is a text, in which quotation marks and dashes are its author's. In words, as
   * blanks divide them.
   */
  static final int MOST_WORDS = 32;

  public QueryText {
    parts = List.copyOf(parts);
  }

  /** Reads a query. */
  public static QueryText of(String query) {
    if (query.strip().split("\\s+", MOST_WORDS + 1).length > MOST_WORDS) {
      return new QueryText(List.of(new QueryPart.Words(query)));
    }
    return new QueryText(new QueryReader(query).parts());
  }

  /** What is looked for, without marks and without what must not be there. */
  public String words() {
    return parts.stream()
        .filter(part -> !(part instanceof QueryPart.Without))
        .map(QueryPart::text)
        .collect(Collectors.joining(" "));
  }

  /** Whether it only says what must not be there. */
  public boolean onlyExcludes() {
    return words().isBlank() && !parts.isEmpty();
  }

  /** What passages must meet. */
  public List<TextCondition> conditions() {
    List<TextCondition> conditions = new ArrayList<>();
    for (QueryPart part : parts) {
      switch (part) {
        case QueryPart.Words words -> {}
        case QueryPart.Phrase(String text) -> conditions.add(new TextCondition.Holds(text));
        case QueryPart.Without(String text) -> conditions.add(new TextCondition.Lacks(text));
      }
    }
    return conditions;
  }
}
