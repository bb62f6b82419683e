/**
 * From a question and its evidence to an answer: classify, plan, get a permit from a hardware tier,
 * call a model, verify against the evidence, escalate or accept. Sees retrieval's language and read
 * door, never ingestion.
 *
 * <p>Nothing is here yet: searching needs no model beyond the embedder. The module exists so that
 * the arrows between modules are fixed, and tested, before there is code to bend them.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration;
