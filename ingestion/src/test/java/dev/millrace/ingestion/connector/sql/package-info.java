@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.sql;
