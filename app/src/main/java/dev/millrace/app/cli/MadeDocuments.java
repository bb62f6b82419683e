package dev.millrace.app.cli;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Documents for measurements, as many as are wanted: sentences of the handbook in other orders. The
 * same number gives the same document, and no two numbers the same one.
 */
final class MadeDocuments {
  private static final int FEWEST_WORDS = 60;
  private static final int MOST_WORDS = 120;
  private static final int SHORTEST_SENTENCE = 6;
  private static final int LONGEST_SENTENCE = 40;

  private static final Pattern MARKUP =
      Pattern.compile(
          "<[^>]*>|[*`_>]|^[ \\t]*([-#|]|\\d+\\.)[^\\n]*\\|[^\\n]*$", Pattern.MULTILINE);
  private static final Pattern BULLET = Pattern.compile("^[-#\\s]*(\\d+\\.\\s+)?");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final List<String> sentences;
  private final long seed;

  /**
   * @param seed another one gives other documents
   */
  MadeDocuments(long seed) {
    this.seed = seed;
    this.sentences = sentences();
  }

  /**
   * A document.
   *
   * @param text 60 to 120 words, and a few more to end the last sentence
   */
  record Made(String title, String text) {}

  /** The document of that number. */
  Made document(long number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    int wanted = random.nextInt(FEWEST_WORDS, MOST_WORDS + 1);
    return new Made("Note " + number, text(number, wanted, random));
  }

  /** A longer one: so many paragraphs of that kind, each with a heading. */
  String report(long number, int paragraphs) {
    SplittableRandom random = new SplittableRandom(~seed * 1_000_003 + number);
    StringBuilder report = new StringBuilder("# Report " + number + "\n");
    for (int part = 1; part <= paragraphs; part++) {
      report
          .append("\n## Part ")
          .append(part)
          .append("\n\n")
          .append(text(number * 1_000 + part, MOST_WORDS, random))
          .append('\n');
    }
    return report.toString();
  }

  private String text(long number, int wanted, SplittableRandom random) {
    StringBuilder text = new StringBuilder("This is entry " + number + " of the register.");
    int words = 7;
    while (words < wanted) {
      String sentence = sentences.get(random.nextInt(sentences.size()));
      text.append(' ').append(sentence);
      words += words(sentence);
    }
    return text.toString();
  }

  private static int words(String sentence) {
    return SPACE.split(sentence).length;
  }

  private static List<String> sentences() {
    Set<String> sentences = new LinkedHashSet<>();
    for (String document : new Handbook().documents()) {
      if (document.endsWith(".md") || document.endsWith(".html") || document.endsWith(".txt")) {
        String text = MARKUP.matcher(Handbook.text(document)).replaceAll("");
        for (String paragraph : text.split("\\n\\s*\\n|\\n(?=[-\\d])", -1)) {
          sentences(BULLET.matcher(paragraph).replaceFirst(""), sentences);
        }
      }
    }
    return new ArrayList<>(sentences);
  }

  private static void sentences(String paragraph, Set<String> found) {
    String line = SPACE.matcher(paragraph).replaceAll(" ").strip();
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(line);
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String sentence = line.substring(from, to).strip();
      int words = words(sentence);
      if (words >= SHORTEST_SENTENCE && words <= LONGEST_SENTENCE && sentence.endsWith(".")) {
        found.add(sentence);
      }
      from = to;
    }
  }
}
