/**
 * What may be set, and what is set.
 *
 * <p>In: options of the command line, {@code -Dmillrace.…}, the environment's {@code MILLRACE_…}
 * and the file {@code millrace.yml} in the home, the earlier winning over the later. Out: {@link
 * Settings}, complete and valid, or a {@link dev.millrace.app.StartupException} that names the key.
 * A key that nobody knows is such an error too: a mistyped setting that is silently ignored is
 * found out when it is needed.
 *
 * <p>{@link KnownSettings} lists every setting with its default, its unit and what it is for; help
 * and documentation are made from that list.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.settings;
