/**
 * Rows that a query gives, each a document. In: a database, one query, which columns are the key,
 * the title, the text, the rights. Out: a document a row.
 *
 * <p>The query is read as a table ({@link dev.millrace.ingestion.connector.sql.RowQuery}), in one
 * transaction that sees one state and can write nothing. The database computes each row's version,
 * so that a later scan brings the keys and versions of all rows and the text of those only that the
 * high-water column says are new; what else has another version than before is fetched by its key.
 *
 * <p>Whoever may make a source names a server and a statement. The JDBC driver's settings that load
 * classes or touch files are refused, and so are several statements in one ({@link
 * dev.millrace.ingestion.connector.sql.JdbcAddress}). What the statement may read is up to the
 * database user, who should have the right to read and no other.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.sql;
