package dev.millrace.ingestion.job;

import io.micronaut.core.annotation.Introspected;

/** Milliseconds that a run's documents spent in one stage, added up. */
@Introspected
record StageTime(String stage, long ms) {}
