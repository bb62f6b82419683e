/**
 * Proof of what was answered, to whom, from what. In: an answer with the evidence that it cites.
 * Out: a {@link dev.millrace.orchestration.receipt.Receipt}, signed with this node's key over its
 * canonical JSON, and the check of one against public keys that the checker trusts. A check needs
 * neither a database nor this server; a key that a receipt brings along counts for nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.receipt;
