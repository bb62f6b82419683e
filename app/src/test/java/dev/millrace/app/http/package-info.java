/** The API over real HTTP, on a real PostgreSQL, with the search behind it faked. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.http;
