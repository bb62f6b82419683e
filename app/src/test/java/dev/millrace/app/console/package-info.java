/** The console in a real Chromium, against a real server with the handbook of the demonstration. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.console;
