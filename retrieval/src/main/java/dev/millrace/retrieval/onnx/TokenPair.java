package dev.millrace.retrieval.onnx;

/**
 * Two texts as one model input.
 *
 * @param ids with the special ones
 * @param types which text each id is of, as the model was trained: 0 or 1
 */
public record TokenPair(long[] ids, long[] types) {
  public TokenPair {
    if (ids.length == 0 || ids.length != types.length) {
      throw new IllegalArgumentException("each id is of one of the texts");
    }
  }
}
