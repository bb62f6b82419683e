/** Plans, from needs and fleets that are made up. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.plan;
