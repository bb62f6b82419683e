package dev.millrace.orchestration.guard;

import dev.millrace.orchestration.text.Sentences;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of evidence taken apart once for all the units of an answer.
 *
 * @param n its number, from 1
 * @param words all of title, headings and text in order, in the form in which names are compared
 * @param context what title and headings say, by which a claim may call things
 */
record Source(int n, Evidence evidence, List<Part> parts, Facts context, List<String> words) {
  /** Longer stretches don't support one claim; in sentences. */
  private static final int WIDEST = 4;

  /**
   * A sentence of it.
   *
   * @param start in UTF-16 units of the evidence's text
   */
  record Part(int start, int end, Facts facts, Polarity polarity) {}

  /**
   * Sentences that follow each other.
   *
   * @param first index of the first part
   * @param last index of the last, inclusive
   */
  record Window(Source source, int first, int last) {
    List<Part> parts() {
      return source.parts.subList(first, last + 1);
    }

    /** Whether a sentence of it, or what is above it, has this word in the index's form. */
    boolean says(String stem) {
      if (source.context.stems().contains(stem)) {
        return true;
      }
      for (int i = first; i <= last; i++) {
        if (source.parts.get(i).facts().stems().contains(stem)) {
          return true;
        }
      }
      return false;
    }

    String text() {
      return source.evidence.text().substring(parts().getFirst().start(), parts().getLast().end());
    }

    CitedSpan span() {
      String text = source.evidence.text();
      int start = text.codePointCount(0, parts().getFirst().start());
      int end = text.codePointCount(0, parts().getLast().end());
      int base = source.evidence.start();
      return new CitedSpan(source.n, base + start, base + end);
    }
  }

  Source {
    parts = List.copyOf(parts);
    words = List.copyOf(words);
  }

  static Source of(int n, Evidence evidence) {
    String text = evidence.text();
    List<Part> parts = new ArrayList<>();
    for (Sentences.Span span : Sentences.of(text)) {
      String sentence = span.of(text);
      parts.add(new Part(span.start(), span.end(), Facts.given(sentence), Polarity.of(sentence)));
    }
    String context = evidence.title() + "\n" + String.join("\n", evidence.headings());
    return new Source(
        n, evidence, parts, Facts.given(context), Names.sequence(context + "\n" + text));
  }

  /** Whether it has this text, lower case. */
  boolean says(String address) {
    return (evidence.title() + "\n" + evidence.text()).toLowerCase(Locale.ROOT).contains(address);
  }

  /** All stretches of up to {@value #WIDEST} sentences. */
  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    for (int first = 0; first < parts.size(); first++) {
      for (int last = first; last < Math.min(parts.size(), first + WIDEST); last++) {
        windows.add(new Window(this, first, last));
      }
    }
    return windows;
  }
}
