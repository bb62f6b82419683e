package dev.millrace.app.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses query parameters that a route does not have, and those given twice, by name. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KnownParameters implements Ordered {
  @RequestFilter
  void check(HttpRequest<?> request) {
    Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
    if (route.isEmpty() || request.getParameters().isEmpty()) {
      return;
    }
    Set<String> known = known(route.get());
    for (String name : request.getParameters().names()) {
      if (!known.contains(name)) {
        throw new ApiException(
            ErrorCode.UNKNOWN_PARAMETER, "there is no parameter " + name + choice(known), name);
      }
      if (request.getParameters().getAll(name).size() > 1) {
        throw ApiException.invalid(name, name + " is there more than once");
      }
    }
  }

  private static Set<String> known(RouteMatch<?> route) {
    Argument<?>[] arguments =
        route instanceof MethodBasedRouteMatch<?, ?> method
            ? method.getArguments()
            : Argument.ZERO_ARGUMENTS;
    return Arrays.stream(arguments)
        .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
        .map(KnownParameters::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Argument<?> argument) {
    return argument
        .getAnnotationMetadata()
        .stringValue(QueryValue.class)
        .filter(name -> !name.isEmpty())
        .orElse(argument.getName());
  }

  private static String choice(Set<String> known) {
    return known.isEmpty() ? " here" : " here: there are " + String.join(", ", known);
  }

  @Override
  public int getOrder() {
    return FilterOrder.KNOWN_PARAMETERS;
  }
}
