/**
 * The fleet: which models there are, on which hardware tier each runs, and how much of a tier is
 * free at the moment. In: the configuration. Out: {@link dev.millrace.orchestration.tier.Fleet} and
 * permits from {@link dev.millrace.orchestration.tier.Slots}.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.tier;
