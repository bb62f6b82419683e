package dev.millrace.app.http;

import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which stretch of a list is asked for.
 *
 * @param limit items wanted, 1 to {@value #MOST}
 * @param after the key of the last item that the client has; null from the start
 */
public record Paging(int limit, @Nullable String after) {
  public static final int MOST = 500;

  /** The default of the parameter {@code limit}, as an annotation wants it. */
  public static final String USUAL = "50";

  /**
   * From the query parameters of those names.
   *
   * @throws ApiException {@code invalid_value}, naming the parameter
   */
  public static Paging of(int limit, @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      throw ApiException.invalid("limit", "limit is 1 to " + MOST + ", not " + limit);
    }
    return new Paging(
        limit, cursor == null ? null : ApiException.reading("cursor", () -> Cursor.key(cursor)));
  }

  /** One more than is wanted: whether there is a next page shows by it. */
  public int oneMore() {
    return limit + 1;
  }

  /** The key as what the list's source takes it for. */
  public <K> @Nullable K after(Function<String, K> parse) {
    String key = after;
    return key == null ? null : ApiException.reading("cursor", () -> parse.apply(key));
  }

  /** The key as an id. */
  public @Nullable UUID afterId() {
    return after(UUID::fromString);
  }
}
