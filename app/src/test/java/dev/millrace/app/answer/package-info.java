/** Asking over HTTP, against a turn that does as the question says, and against a real one. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.answer;
