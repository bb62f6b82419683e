/**
 * The console: what people use with a browser. In: requests below {@code /console}. Out: pages.
 *
 * <p>A request is let in by {@code ConsoleDoor}, which finds the session of its cookie and asks
 * whether the session's key is still in force; scopes, hosts and parameters are checked as for the
 * API. A controller gets a {@code Visit} (who is there), asks the modules what the visitor may see,
 * makes a record of it that is named like its template ({@code DocumentsPage}, {@code
 * documents.jte}), and {@code Templates} renders that. Templates are compiled with the project into
 * this package, escape all that they are given, and decide nothing.
 *
 * <p>Pages work under a policy that allows nothing but our own files: no inline script or style, no
 * other host. What changes without a reload arrives as server-sent events that carry rendered
 * parts; {@code console.js} puts them in their place, htmx does the rest.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.console;
