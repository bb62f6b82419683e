/**
 * Where documents come from. In: a source's settings. Out: what is there or has changed, and the
 * bytes of each item on demand.
 *
 * <p>Each kind of place is a {@link dev.millrace.ingestion.connector.ConnectorType}, which says
 * what can be set and opens a {@link dev.millrace.ingestion.connector.Connector}. That one
 * {@linkplain dev.millrace.ingestion.connector.Connector#scan tells} a sink what it finds, either
 * all that is there or what has changed since a cursor, and {@linkplain
 * dev.millrace.ingestion.connector.Connector#fetch fetches} what the sink's owner wants. It knows
 * nothing of documents, runs or databases. What it can't give is told too, with the reason, so that
 * nothing is passed over in silence and nothing is removed because it could not be read for once.
 *
 * <p>Who implements a place runs {@code ConnectorContract} against it. {@link
 * dev.millrace.ingestion.connector.FolderWalk} serves the server's folder sources and the command
 * line's {@code ingest} alike.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector;
