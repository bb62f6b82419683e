/**
 * Runs: what a source holds is brought into the corpus, and what became of each document is told.
 *
 * <p>{@link dev.millrace.ingestion.job.IngestFlow} is one document's way, top to bottom: parse →
 * chunk → embed → write. Who calls it: {@code FolderRun} for a folder that the server reads, {@code
 * UploadRun} for files that a client sends, {@link dev.millrace.ingestion.job.PushedDocuments} for
 * single documents. {@link dev.millrace.ingestion.job.Runs} and {@link
 * dev.millrace.ingestion.job.Sources} are the doors for everybody else.
 *
 * <p>What makes a run safe to break off anywhere: the corpus itself says what is already in it.
 * {@code Reconciliation} compares a listing with it and finds what is new, changed, moved, gone, or
 * only differently readable; each document is written in one transaction; so a second run does what
 * the first had not done and nothing twice. Outcomes are reports and decide nothing.
 *
 * <p>Readers of a source may change at any moment. {@code SourceRights} holds them still while a
 * document is written, so no document is left behind with readers of before.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.job;
