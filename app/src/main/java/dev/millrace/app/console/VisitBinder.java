package dev.millrace.app.console;

import dev.millrace.app.console.session.Session;
import dev.millrace.app.identity.Caller;
import io.micronaut.core.bind.ArgumentBinder.BindingResult;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives a controller's method the visit that {@link ConsoleDoor} let in. */
@Singleton
final class VisitBinder implements TypedRequestArgumentBinder<Visit> {
  @Override
  public Argument<Visit> argumentType() {
    return Argument.of(Visit.class);
  }

  @Override
  public BindingResult<Visit> bind(
      ArgumentConversionContext<Visit> context, HttpRequest<?> request) {
    return () ->
        request
            .getAttribute(ConsoleDoor.SESSION, Session.class)
            .flatMap(
                session ->
                    request
                        .getAttribute(ConsoleDoor.CALLER, Caller.class)
                        .map(caller -> new Visit(caller, session)));
  }
}
