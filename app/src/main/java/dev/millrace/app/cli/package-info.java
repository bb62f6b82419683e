/**
 * The command line: {@code ./millrace serve | demo | ingest | search | eval | test}.
 *
 * <p>In: words and environment variables, read by picocli into one class a subcommand. Out: text
 * for people, one JSON object a line for machines ({@code --json}), and an {@link
 * dev.millrace.app.cli.ExitCode}. {@link dev.millrace.app.cli.Main} puts the subcommands together;
 * what they need of the world (terminal, environment, clock, server, evaluation) comes in through
 * {@link dev.millrace.app.cli.Surroundings}, so a test can stand in for each.
 *
 * <p>{@code ingest}, {@code search} and {@code demo} are clients of the HTTP API like any other,
 * through {@link dev.millrace.app.cli.MillraceClient}. A client command never starts the server's
 * framework: it loads the JDK's HTTP client and Jackson, and is done in a fraction of a second.
 * Only {@code serve} and {@code demo} reach for a {@link dev.millrace.app.cli.ServerStart}, and
 * only when they run.
 *
 * <p>A folder's way: {@link dev.millrace.app.cli.FolderListing} → {@link
 * dev.millrace.app.cli.FolderUpload} → {@link dev.millrace.app.cli.UploadListener}, which is a
 * {@link dev.millrace.app.cli.LiveProgress} for people or {@link dev.millrace.app.cli.JsonLines}
 * for machines.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.cli;
