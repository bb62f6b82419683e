/** Tests of the measurements of answers. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.evaluation;
