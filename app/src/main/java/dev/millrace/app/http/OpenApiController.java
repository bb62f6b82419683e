package dev.millrace.app.http;

import dev.millrace.app.identity.Scope;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The description of the API, made from these controllers when they are compiled. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Millrace",
            version = "0.1.0",
            description =
                "Indexes a company's documents and serves evidence from them, with exact citations,"
                    + " to those who may read it. Offsets count Unicode code points."),
    security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer")
@Controller("/openapi.yml")
@RequiresScope({Scope.SEARCH, Scope.INGEST, Scope.ACT})
@Refusals
@Tag(name = "description")
final class OpenApiController {
  private static final String RESOURCE = "/META-INF/swagger/openapi.yml";

  /** Describes every route, as OpenAPI 3. */
  @Get
  @Produces("application/yaml")
  String document() {
    try (InputStream document = OpenApiController.class.getResourceAsStream(RESOURCE)) {
      if (document == null) {
        throw new IllegalStateException("this build lacks " + RESOURCE);
      }
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }
}
