package dev.millrace.app.console;

import java.util.UUID;

/** The newest run of a source, as it stands in the source's card. */
record SourceRun(UUID sourceId, RunPart run) {}
