package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.NoKeyNeeded;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.swagger.v3.oas.annotations.Hidden;

/** The files that pages refer to; the login needs them too, so they are for everybody. */
@Controller("/console/assets")
@NoKeyNeeded
@Hidden
final class AssetsController {
  private final Assets assets;

  AssetsController(Assets assets) {
    this.assets = assets;
  }

  /** Gives a file, to be kept for a year: another content has another path. */
  @Get("/{version}/{name}")
  @Produces(MediaType.ALL)
  HttpResponse<byte[]> get(String version, String name) {
    Assets.Asset asset =
        assets
            .find(version, name)
            .orElseThrow(() -> ApiException.notFound("asset", version + "/" + name));
    return HttpResponse.ok(asset.bytes())
        .contentType(MediaType.of(asset.type()))
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
  }
}
