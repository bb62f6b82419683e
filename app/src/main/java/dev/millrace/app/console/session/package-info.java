/**
 * Who uses the console. In: a key that a person presents once. Out: a {@link
 * dev.millrace.app.console.session.Session}, under an id that his browser keeps.
 *
 * <p>{@link dev.millrace.app.console.session.Logins} is the door: it checks a key, slows down who
 * guesses, and makes links that let in once. {@link dev.millrace.app.console.session.Sessions}
 * keeps who is in; in memory, so that a restart logs everybody out. Ids and links are kept as
 * SHA-256 only: they are 256 random bits, so what is found in memory opens nothing.
 *
 * <p>A session remembers a key but proves nothing about it: whoever serves a request asks {@link
 * dev.millrace.app.identity.ApiKeys#again} whether it is still in force. Nothing here knows HTTP.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.console.session;
