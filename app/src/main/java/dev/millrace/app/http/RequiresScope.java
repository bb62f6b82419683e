package dev.millrace.app.http;

import dev.millrace.app.identity.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a key must hold to use a route: any one of these scopes. A route that says neither this nor
 * {@link NoKeyNeeded} takes admin keys only. What a method says is added to what its class says: a
 * class of which one route needs more says it on each of its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresScope {
  /** The scopes, each of them enough. */
  Scope[] value();
}
