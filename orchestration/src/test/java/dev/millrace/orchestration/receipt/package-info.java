/** Receipts: canonical JSON, signatures, keys, and what a changed character does. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.receipt;
