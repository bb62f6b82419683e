/**
 * Conversations that are kept; questions that are asked in passing, and those that only look like
 * it.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.conversation;
