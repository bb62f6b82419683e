/**
 * Puts the parts together: factories that make the beans of the modules, which are plain Java, from
 * the settings.
 *
 * <p>In: settings. Out: one bean of each part, and a running {@link dev.millrace.app.wiring.Server}
 * in front of them. What holds a resource depends, as a constructor or factory argument, on what it
 * uses, so that closing the context closes users before what they use: jobs and server, then the
 * index and its follower, then the connection pool, then PostgreSQL, then the home.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.wiring;
