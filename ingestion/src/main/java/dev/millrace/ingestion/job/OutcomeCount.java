package dev.millrace.ingestion.job;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/** How many of a run's documents had an outcome, and the last position among them. */
@Introspected
record OutcomeCount(String outcome, long count, @Nullable Long position) {}
