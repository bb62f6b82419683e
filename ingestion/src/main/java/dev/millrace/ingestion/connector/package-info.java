/**
 * Where documents come from. In: a place, such as a folder. Out: a {@link
 * dev.millrace.ingestion.connector.Listing} of what is there, and the bytes of each item on demand.
 *
 * <p>A {@link dev.millrace.ingestion.connector.Connector} knows nothing of documents, runs or
 * databases. What it can't give is part of the listing, with the reason, so that nothing is passed
 * over in silence and nothing is removed because it could not be read for once. {@link
 * dev.millrace.ingestion.connector.FolderWalk} serves the server's folder sources and the command
 * line's {@code ingest} alike.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector;
