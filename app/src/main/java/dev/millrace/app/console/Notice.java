package dev.millrace.app.console;

/** A short message that appears over the page and goes away. */
record Notice(String text) {}
