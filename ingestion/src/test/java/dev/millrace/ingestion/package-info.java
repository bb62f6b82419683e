/** What several of the module's tests share. */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion;
