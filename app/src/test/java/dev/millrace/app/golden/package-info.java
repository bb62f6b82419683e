/** Golden sets over real HTTP, on a real PostgreSQL and a real index. */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.golden;
