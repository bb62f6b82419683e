package dev.millrace.app.console;

/** A question with the place into which its answer streams. */
record AskedPart(String token, String question) {}
