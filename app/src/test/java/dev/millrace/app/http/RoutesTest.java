package dev.millrace.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What holds for every route, those of other packages included. */
class RoutesTest {
  private static final Set<String> OPEN =
      Set.of(
          "/",
          "/health",
          "/health/live",
          "/health/ready",
          "/console/login",
          "/console/assets/{version}/{name}");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private static List<UriRouteInfo<?, ?>> routes() {
    return Api.bean(Router.class)
        .uriRoutes()
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .collect(Collectors.toList());
  }

  private static AnnotationMetadata annotations(UriRouteInfo<?, ?> route) {
    return ((MethodBasedRouteInfo<?, ?>) route).getTargetMethod().getAnnotationMetadata();
  }

  @Test
  void everyRouteButHealthAndLoginSaysWhichScopeItNeeds() {
    assertThat(routes())
        .isNotEmpty()
        .allSatisfy(
            route -> {
              boolean open = OPEN.contains(route.getUriMatchTemplate().toPathString());
              assertThat(annotations(route).hasAnnotation(NoKeyNeeded.class)).isEqualTo(open);
              assertThat(annotations(route).hasAnnotation(RequiresScope.class)).isEqualTo(!open);
            });
  }

  @Test
  void theDocumentHasEveryRouteWithSummaryAndErrors() throws Exception {
    Map<String, Object> document = new Yaml().load(Api.get("/openapi.yml").raw().body());
    TreeMap<String, Map<String, Object>> described = new TreeMap<>();
    map(document.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods).entrySet().stream()
                    .filter(method -> METHODS.contains(method.getKey()))
                    .forEach(m -> described.put(m.getKey() + " " + path, map(m.getValue()))));
    TreeSet<String> there = new TreeSet<>();
    routes().stream()
        .filter(route -> !isForBrowsers(route.getUriMatchTemplate().toPathString()))
        .forEach(
            route ->
                there.add(
                    route.getHttpMethodName().toLowerCase(java.util.Locale.ROOT)
                        + " "
                        + route.getUriMatchTemplate().toPathString()));

    assertThat(described.keySet()).isEqualTo(there);
    assertThat(described)
        .allSatisfy(
            (route, operation) -> {
              assertThat(operation.get("summary")).as("summary of %s", route).isNotNull();
              if (!OPEN.contains(route.substring(route.indexOf(' ') + 1))) {
                assertThat(map(operation.get("responses"))).as(route).containsKeys("4XX", "5XX");
              }
            });
  }

  private static boolean isForBrowsers(String path) {
    return path.equals("/") || path.equals("/console") || path.startsWith("/console/");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object yaml) {
    return yaml == null ? Map.of() : (Map<String, Object>) yaml;
  }
}
