/** What holds for the project as a whole. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app;
