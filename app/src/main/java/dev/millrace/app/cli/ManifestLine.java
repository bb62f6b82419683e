package dev.millrace.app.cli;

/**
 * A file that a client has.
 *
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param size in bytes
 */
record ManifestLine(String externalId, String sha256, long size) {}
