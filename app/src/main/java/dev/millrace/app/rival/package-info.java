/**
 * What Millrace is measured against, run in the same process on the same input: so a comparison is
 * of two programs and not of two days. In: texts, or a folder. Out: what the other one makes of
 * them, and the time is the caller's to take. Nothing but {@code bench} uses this.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.rival;
