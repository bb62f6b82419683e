/**
 * Who calls. In: the key that a request presents. Out: a {@link dev.millrace.app.identity.Caller},
 * which knows the key's {@link dev.millrace.app.identity.Scope}s and with whose eyes it reads.
 *
 * <p>A key opens doors (its scopes) and names a user; what that user may read is decided elsewhere,
 * by the corpus's labels. So a key with every scope still reads only what its user may read.
 *
 * <p>Only the SHA-256 of a key is stored. Keys are 256 random bits, so a slow hash would protect
 * nothing. Nothing here knows HTTP.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.app.identity;
