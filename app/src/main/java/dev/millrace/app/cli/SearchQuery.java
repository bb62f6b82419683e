package dev.millrace.app.cli;

/**
 * A search as the API takes it.
 *
 * @param mode wire name of the mode
 * @param minPosition log position that the index must have reached, 0 for any
 */
record SearchQuery(String query, int limit, String mode, long minPosition) {}
