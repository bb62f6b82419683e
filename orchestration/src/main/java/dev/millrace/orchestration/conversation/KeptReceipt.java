package dev.millrace.orchestration.conversation;

import io.micronaut.core.annotation.Introspected;

/**
 * The receipt of an answer as it is stored.
 *
 * @param documents that the answer was made of: ids with commas between them
 */
@Introspected
record KeptReceipt(String receipt, String documents) {}
