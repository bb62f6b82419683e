/** Permits under contention, and prices to the last digit. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.tier;
