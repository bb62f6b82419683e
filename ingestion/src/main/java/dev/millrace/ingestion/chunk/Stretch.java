package dev.millrace.ingestion.chunk;

import dev.millrace.ingestion.parse.Block;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A passage to be. Positions are UTF-16 units here, since it is Java's tools that cut.
 *
 * @param section the section in which it starts
 * @param path the headings that will stand above it
 */
record Stretch(int start, int end, int tokens, Section section, List<String> path) {
  Stretch {
    path = List.copyOf(path);
  }

  int length() {
    return end - start;
  }

  boolean samePage(Stretch other) {
    return Objects.equals(section.page(), other.section().page());
  }

  /** This and what follows it, up to the end of another. */
  Stretch upTo(Stretch next, List<String> path) {
    return new Stretch(start, next.end(), tokens + next.tokens(), section, path);
  }

  /**
   * This and the next together. Across sections the headings between become text, and so does the
   * one right above, unless it is above both; null if a heading would be in neither text nor path.
   */
  @Nullable Stretch with(Stretch next, CanonicalText text, ToIntFunction<String> counter) {
    if (section.start() == next.section().start()) {
      return upTo(next, path);
    }
    int shared = 0;
    while (shared < Math.min(path.size(), next.path().size())
        && path.get(shared).equals(next.path().get(shared))) {
      shared++;
    }
    int from = start;
    int covered = path.size();
    Block heading = section.heading();
    if (heading != null && shared < path.size() && startsSection(text)) {
      from = text.utf16(heading.start());
      covered--;
    }
    if (shared < covered) {
      return null;
    }
    int tokens = counter.applyAsInt(text.value().substring(from, next.end()));
    return new Stretch(from, next.end(), tokens, section, path.subList(0, shared));
  }

  private boolean startsSection(CanonicalText text) {
    return section.start() == text.codePoint(start);
  }
}
