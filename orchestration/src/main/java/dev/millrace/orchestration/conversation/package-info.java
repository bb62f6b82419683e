/**
 * What was said before. In: exchanges as they are completed, and new questions. Out: conversations
 * for their owner, without what he may no longer read, and questions that stand alone although they
 * were asked in passing.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.conversation;
