package dev.millrace.retrieval.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/**
 * Text to the ids of a BERT vocabulary. Safe for use by many threads at once.
 *
 * <p>Long text is handed to the native tokenizer in pieces, so memory stays bounded. The pieces are
 * cut at white space, where BERT's own rules split anyway, so the ids are those of the whole; only
 * a run of {@value #PIECE} characters without any is split.
 */
public final class BertTokenizer implements AutoCloseable {
  /** UTF-16 units of a piece; 512 tokens of English are about 2,500. */
  private static final int PIECE = 8192;

  private final HuggingFaceTokenizer tokenizer;

  private BertTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /** Reads a {@code tokenizer.json}. */
  public static BertTokenizer read(InputStream json) throws IOException {
    return new BertTokenizer(
        HuggingFaceTokenizer.newInstance(json, Map.of("truncation", "false", "padding", "false")));
  }

  /** Tokens without the special ones at both ends, however long the text is. */
  public int count(String text) {
    String clean = clean(text);
    int count = 0;
    for (int from = 0; from < clean.length(); ) {
      int to = cut(clean, from + PIECE);
      count += tokenizer.encode(clean.substring(from, to), false, false).getIds().length;
      from = to;
    }
    return count;
  }

  /**
   * Ids with the special ones at both ends.
   *
   * @param most at most so many; what is longer loses its end, not its closing special token
   */
  public long[] ids(String text, int most) {
    String clean = clean(text);
    int to = cut(clean, PIECE);
    long[] ids = head(clean, to);
    while (ids.length <= most && to < clean.length()) {
      // Much white space, or words too long for the vocabulary.
      to = cut(clean, 2 * to);
      ids = head(clean, to);
    }
    if (ids.length <= most) {
      return ids;
    }
    long[] shortened = Arrays.copyOf(ids, most);
    shortened[most - 1] = ids[ids.length - 1];
    return shortened;
  }

  private long[] head(String text, int to) {
    return tokenizer.encode(text.substring(0, to), true, false).getIds();
  }

  /** The native tokenizer takes UTF-8, which has no half of a surrogate pair. */
  private static String clean(String text) {
    return CanonicalText.of(text).value();
  }

  /**
   * Where to cut: behind the first white space from there on; in text that has none for long, such
   * as Chinese, anywhere between two characters.
   */
  private static int cut(String text, int least) {
    int last = Math.min(text.length(), least + PIECE);
    for (int to = least; to < last; to++) {
      if (Character.isWhitespace(text.charAt(to - 1))) {
        return to;
      }
    }
    return last < text.length() && Character.isLowSurrogate(text.charAt(last)) ? last - 1 : last;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
