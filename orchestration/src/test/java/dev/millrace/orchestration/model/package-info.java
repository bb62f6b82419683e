/**
 * The contract of a model, held against every provider's wire format as the stand-in server speaks
 * it; each way in which a provider can fail; and what is left behind by clients that leave.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.model;
