package dev.millrace.app.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.Connectors;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of sources that there are, and what can be set for each. */
@Controller("/api/source-kinds")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "sources")
final class SourceKindsController {
  /**
   * One setting of a kind.
   *
   * @param description a line for people, with the unit
   * @param secret whether it is kept encrypted and never shown again
   * @param fallback what holds where it is left out; null if there is nothing
   */
  @Serdeable
  @Schema(name = "SourceSetting")
  record Setting(
      String name,
      String description,
      boolean required,
      boolean secret,
      @Nullable @JsonProperty("default") String fallback) {
    static Setting of(SettingSpec spec) {
      return new Setting(
          spec.name(),
          spec.description(),
          spec.required(),
          spec.secret(),
          spec.fallback().orElse(null));
    }
  }

  /**
   * A kind of source.
   *
   * @param visited whether the server goes there by itself; others wait for clients
   */
  @Serdeable
  @Schema(name = "SourceKind")
  record Kind(String kind, boolean visited, List<Setting> settings) {}

  private final Connectors connectors;

  SourceKindsController(Connectors connectors) {
    this.connectors = connectors;
  }

  /** Lists the kinds of sources with their settings. */
  @Get
  Page<Kind> list() {
    return new Page<>(
        Arrays.stream(SourceKind.values())
            .filter(kind -> !kind.visited() || !connectors.settings(kind).isEmpty())
            .map(
                kind ->
                    new Kind(
                        kind.wire(),
                        kind.visited(),
                        connectors.settings(kind).stream().map(Setting::of).toList()))
            .toList(),
        null);
  }
}
