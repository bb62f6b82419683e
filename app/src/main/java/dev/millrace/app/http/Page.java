package dev.millrace.app.http;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list.
 *
 * @param nextCursor what to ask with for the next stretch; null when this is the last
 */
@Serdeable
public record Page<T>(List<T> data, @Nullable String nextCursor) {
  public Page {
    data = List.copyOf(data);
  }

  /**
   * A page from what was found.
   *
   * @param found up to one more than was asked for: that one tells that there is a next page
   * @param key what the source of the list wants to be told to go on after an item
   */
  public static <T> Page<T> of(List<T> found, Paging asked, Function<T, String> key) {
    if (found.size() <= asked.limit()) {
      return new Page<>(found, null);
    }
    List<T> data = found.subList(0, asked.limit());
    return new Page<>(data, Cursor.of(key.apply(data.getLast())));
  }

  /** The same page of something else. */
  public <R> Page<R> map(Function<? super T, ? extends R> view) {
    return new Page<R>(data.stream().<R>map(view).toList(), nextCursor);
  }
}
