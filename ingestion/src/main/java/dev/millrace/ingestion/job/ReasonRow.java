package dev.millrace.ingestion.job;

import io.micronaut.core.annotation.Introspected;

/** How many of a run's documents had an outcome for one reason. */
@Introspected
record ReasonRow(String outcome, String reason, long count) {}
