package dev.millrace.app.console;

import org.jspecify.annotations.Nullable;

/**
 * The way in.
 *
 * @param refused why the last attempt failed; null before the first
 * @param next where to go then; empty for the first page
 * @param user as typed before
 */
record LoginPage(@Nullable String refused, String next, String user) {}
