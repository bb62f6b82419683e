/** Tests of what questions and answers must pass. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.guard;
