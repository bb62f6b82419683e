package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.NoKeyNeeded;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;

/** Where somebody arrives who knows only the server's name. */
@Controller
@Produces(MediaType.ALL)
@Hidden
final class FrontController {
  private final Navigation navigation;

  FrontController(Navigation navigation) {
    this.navigation = navigation;
  }

  /** Sends browsers to the console. For programs there is nothing here. */
  @Get("/")
  @NoKeyNeeded
  HttpResponse<?> root(HttpRequest<?> request) {
    if (!ConsoleDoor.takesPages(request)) {
      throw ApiException.notFound("path", "/ for programs: the API is described in /openapi.yml");
    }
    return HttpResponse.seeOther(URI.create(ConsoleDoor.ROOT));
  }

  /** Sends a visitor to the first section that his key opens. */
  @Get(ConsoleDoor.ROOT)
  @RequiresScope({Scope.SEARCH, Scope.INGEST})
  HttpResponse<?> console(Visit visit) {
    return HttpResponse.seeOther(URI.create(navigation.sections(visit).getFirst().path()));
  }
}
