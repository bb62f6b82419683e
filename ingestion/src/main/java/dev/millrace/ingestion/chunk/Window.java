package dev.millrace.ingestion.chunk;

import java.text.CharacterIterator;

/**
 * A stretch of a text as {@link java.text.BreakIterator} wants to read it, without a copy. A line
 * end counts as a space: lines of a paragraph are not sentences.
 */
final class Window implements CharacterIterator {
  private final String text;
  private final int start;
  private final int end;
  private int at;

  Window(String text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  @Override
  public char first() {
    at = start;
    return current();
  }

  @Override
  public char last() {
    at = Math.max(start, end - 1);
    return current();
  }

  @Override
  public char current() {
    if (at < start || at >= end) {
      return DONE;
    }
    char c = text.charAt(at);
    return c == '\n' ? ' ' : c;
  }

  @Override
  public char next() {
    at = Math.min(end, at + 1);
    return current();
  }

  @Override
  public char previous() {
    if (at <= start) {
      return DONE;
    }
    at--;
    return current();
  }

  @Override
  public char setIndex(int position) {
    if (position < start || position > end) {
      throw new IllegalArgumentException("position " + position + " of " + start + " to " + end);
    }
    at = position;
    return current();
  }

  @Override
  public int getBeginIndex() {
    return start;
  }

  @Override
  public int getEndIndex() {
    return end;
  }

  @Override
  public int getIndex() {
    return at;
  }

  @Override
  public Window clone() {
    Window copy = new Window(text, start, end);
    copy.at = at;
    return copy;
  }
}
