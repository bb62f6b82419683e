/**
 * Who answers. In: what is needed (kind of question, evidence with its sensitivity, limits) and the
 * fleet with its load. Out: {@link dev.millrace.orchestration.plan.Plan}, the attempts in their
 * order and every alternative with the reason why not.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.plan;
