/**
 * Where Millrace keeps its truth: a PostgreSQL that is ready to be used.
 *
 * <p>In: a home folder and, if one is configured, the address of an external database. Out: a
 * {@link RunningDatabase}, whose {@link ConnectionSettings} lead to a reachable PostgreSQL of
 * version 15 or newer with this build's schema. Whoever opened it closes it, after everything that
 * uses it.
 *
 * <p>The home belongs to one live process at a time ({@link HomeLock}). With no database configured
 * that process runs its own PostgreSQL below the home ({@link LocalPostgres}): durable settings, a
 * password of its own, loopback only. PostgreSQL is started apart from the JVM's process group, so
 * Ctrl-C stops it in order and never in the middle; when the JVM is killed it stays, and the next
 * process that gets the home adopts it.
 *
 * <p>Everything that can be wrong with a home or a database at start is a {@link
 * dev.millrace.app.StartupException} which says what is wrong and what to do, and never a password.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.database;
