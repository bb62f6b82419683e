package dev.millrace.ingestion.connector.web;

/**
 * How far a source goes.
 *
 * @param pages the most pages that a scan asks for
 * @param depth the most links between a start and a page; 0 for the starts alone
 * @param pageBytes the largest page
 * @param fileBytes the largest file
 */
record Limits(int pages, int depth, long pageBytes, long fileBytes) {}
