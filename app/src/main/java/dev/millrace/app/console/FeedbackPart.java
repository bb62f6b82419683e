package dev.millrace.app.console;

import java.util.UUID;

/**
 * What the visitor thinks of an answer.
 *
 * @param rating good, bad, or empty before he said
 */
record FeedbackPart(UUID answerId, String rating) {}
