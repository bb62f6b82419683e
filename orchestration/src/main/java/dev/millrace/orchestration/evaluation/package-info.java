/** Measurements of answers: judged data in, figures out. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.evaluation;
