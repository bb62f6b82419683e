package dev.millrace.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search as the API takes it.
 *
 * @param mode wire name of the mode; null for the workspace's
 * @param minPosition log position that the index must have reached, 0 for any
 * @param filters what documents must meet; null for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchQuery(
    String query,
    int limit,
    @Nullable String mode,
    long minPosition,
    @Nullable Map<String, Object> filters) {}
