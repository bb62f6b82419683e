/** What every module's tests share: a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval;
