package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.extract.Extract;
import dev.millrace.orchestration.extract.Quote;
import dev.millrace.orchestration.guard.CitedSpan;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lets out quotes as an answer: each as it stands in its document, with its mark. */
final class Quoted {
  /** The end of a line that was only wrapped: what follows begins no item or row of its own. */
  private static final Pattern WRAPPED =
      Pattern.compile("[ \\t]*\\n[ \\t]*(?![-*•‣◦–|]|\\(?[0-9]{1,3}[.)]\\s)(?=\\S)");

  /** A document's own notes: in square brackets they would pass for marks. */
  private static final Pattern NOTE = Pattern.compile("\\[([0-9][0-9 ,;–-]*)]");

  private static final Pattern NUMBERED = Pattern.compile("\\(?[0-9]{1,3}[.)]\\s");

  private Quoted() {}

  static Draft release(Extract extract, List<Evidence> evidence, Released released) {
    return switch (extract) {
      case Extract.Nothing(List<Evidence> nearest, double _) ->
          new Draft.NoAnswer(nearest, Usage.NONE, Optional.empty());
      case Extract.Quotes(List<Quote> quotes, double _) -> {
        Quote before = null;
        for (Quote quote : quotes) {
          if (before != null) {
            released.plain(separator(before, quote));
          }
          released.quote(
              shown(quote.text()), new CitedSpan(quote.n(), quote.start(), quote.end()), evidence);
          before = quote;
        }
        yield new Draft.Accepted(Usage.NONE, released.firstMs());
      }
    };
  }

  private static String shown(String quote) {
    return NOTE.matcher(WRAPPED.matcher(quote).replaceAll(" ")).replaceAll("($1)");
  }

  /** Sentences of one passage run on; others, and items and rows, stand on lines of their own. */
  private static String separator(Quote before, Quote next) {
    if (before.n() != next.n()) {
      return "\n\n";
    }
    return standsAlone(before) || standsAlone(next) ? "\n" : " ";
  }

  private static boolean standsAlone(Quote quote) {
    char first = quote.text().charAt(0);
    boolean word = Character.isLetterOrDigit(first) || "\"'“‘(".indexOf(first) >= 0;
    return !word || NUMBERED.matcher(quote.text()).lookingAt();
  }
}
