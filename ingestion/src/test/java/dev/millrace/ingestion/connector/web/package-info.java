/** Tests of web sites as sources, on real HTTP servers of this machine. */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.web;
