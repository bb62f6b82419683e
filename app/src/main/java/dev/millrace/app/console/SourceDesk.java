package dev.millrace.app.console;

import dev.millrace.ingestion.job.DeadLetters;
import dev.millrace.ingestion.job.Jobs;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.Sources;
import jakarta.inject.Singleton;

/** What the page of a source does things with. */
@Singleton
record SourceDesk(Sources sources, Runs runs, Jobs jobs, DeadLetters letters) {}
