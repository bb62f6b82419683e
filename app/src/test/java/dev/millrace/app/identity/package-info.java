/** Keys on a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.identity;
