/**
 * The API: JSON over HTTP, for every client alike.
 *
 * <p>A request passes, in this order: {@code HostCheck} (no page of another site reaches a server
 * on loopback), {@code KeyCheck} (a key, its scopes, and whose eyes it reads with), {@code
 * KnownParameters} (a misspelt query parameter is an error, not a silent default), then its
 * controller, on a virtual thread. A controller turns a view (a record of this package) into a
 * question to a module, and the answer into a view; it decides nothing else.
 *
 * <p>A part of the server that people use with a browser has a {@link
 * dev.millrace.app.http.Doorkeeper}: it says who comes, since a browser sends a cookie and no key,
 * and how an error looks there. Scopes, hosts and parameters are checked here for it as well.
 *
 * <p>Whatever goes wrong leaves in one form, {@link dev.millrace.app.http.ErrorBody}, with a code
 * of {@link dev.millrace.app.http.ErrorCode}: thrown as {@link dev.millrace.app.http.ApiException},
 * or found by {@code Diagnosis} in what the framework, the JSON reader or the database threw. Lists
 * leave as {@link dev.millrace.app.http.Page}s.
 *
 * <p>Writing a controller: annotate it with {@link dev.millrace.app.http.RequiresScope} and {@link
 * dev.millrace.app.http.Refusals}, give each method a sentence of Javadoc (it becomes the summary
 * in the API's description), take a {@link dev.millrace.app.identity.Caller} where it matters who
 * asks, check views in their compact constructors with {@link dev.millrace.app.http.Given}. A body
 * that is not JSON is a {@code @Nullable @Body InputStream} (an empty body is null), which arrives
 * as it is read and has to be closed whatever happens: a client that is still sending waits for
 * that.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.http;
