package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CanonicalText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a file. */
public sealed interface ParseResult {
  /**
   * A document.
   *
   * @param title never blank
   * @param blocks the text's parts in order; together they hold all of it except white space
   * @param pageStarts position, in code points, at which each page starts, the empty ones included;
   *     empty for a document without pages
   * @param language ISO 639-1, as the document says or else its words suggest; null when neither
   *     does
   * @param mediaType without parameters: {@code application/pdf}
   * @param parser name and version of what read it
   */
  record Parsed(
      String title,
      CanonicalText text,
      List<Block> blocks,
      List<Integer> pageStarts,
      @Nullable String language,
      String mediaType,
      String parser)
      implements ParseResult {
    public Parsed {
      requireNonNull(title, "title");
      requireNonNull(text, "text");
      blocks = List.copyOf(blocks);
      pageStarts = List.copyOf(pageStarts);
      requireNonNull(mediaType, "mediaType");
      requireNonNull(parser, "parser");
    }

    /** The same document, in that language if it doesn't say itself. */
    Parsed guessedToBe(@Nullable String guess) {
      return language != null || guess == null
          ? this
          : new Parsed(title, text, blocks, pageStarts, guess, mediaType, parser);
    }

    /** The same document under the title that its source gives it. */
    public Parsed called(String given) {
      return new Parsed(given, text, blocks, pageStarts, language, mediaType, parser);
    }
  }

  /**
   * No document.
   *
   * @param reason for people: what is wrong and, where there is something to do, what
   */
  record NotParsed(Kind kind, String reason) implements ParseResult {
    public NotParsed {
      requireNonNull(kind, "kind");
      requireNonNull(reason, "reason");
    }
  }

  /** Why there is no text. */
  enum Kind {
    /** No bytes. */
    EMPTY,
    /** Bytes, but no text in them: a scan, a drawing. */
    NO_TEXT,
    /** A picture or a scan, whose text is to be had by OCR, which is off or not installed. */
    NEEDS_OCR,
    /** Holds other files and no text of its own: an archive. */
    CONTAINER,
    /** Not a kind of file that holds text that can be read here. */
    UNSUPPORTED,
    /** Needs a password. */
    ENCRYPTED,
    /** Not what it says it is, or cut off. */
    DAMAGED,
    /** More text than a document may have. */
    TOO_LARGE,
    /** Made to unpack without end. */
    BOMB,
    /** Not done by the deadline. */
    TIMED_OUT,
    /**
     * Broken off from outside, for no fault of the file's that is known: it may be read another
     * time.
     */
    STOPPED;

    /**
     * Whether the file is as its owner wants it and Millrace has no use for it, as opposed to
     * something having gone wrong.
     */
    public boolean skipped() {
      return switch (this) {
        case EMPTY, NO_TEXT, NEEDS_OCR, CONTAINER, UNSUPPORTED -> true;
        case ENCRYPTED, DAMAGED, TOO_LARGE, BOMB, TIMED_OUT, STOPPED -> false;
      };
    }
  }
}
