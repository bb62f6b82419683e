package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tries whether a place can be reached with some settings, before or after they are kept. */
@Controller("/api/sources/test")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "sources")
final class SourceTestController {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What is to be tried: a source, or settings of a kind.
   *
   * @param sourceId a source with the settings that it has
   * @param kind left out where sourceId is given
   * @param settings of that kind, by name
   */
  @Serdeable
  @Schema(name = "SourceTestWanted")
  record Wanted(
      @Nullable UUID sourceId, @Nullable String kind, @Nullable Map<String, String> settings) {
    Wanted {
      if ((sourceId == null) == (kind == null)) {
        throw ApiException.invalid(
            "sourceId", "give sourceId, or kind and settings: one of the two");
      }
      if (sourceId != null && settings != null) {
        throw ApiException.invalid(
            "settings", "a source is tried with the settings that it has: leave settings out");
      }
      Given.orElse(settings, Map.<String, String>of())
          .forEach((key, value) -> Given.required(value, "settings." + key));
    }

    /** Secrets are among the settings. */
    @Override
    public String toString() {
      return kind + " " + sourceId;
    }
  }

  /**
   * It can be used.
   *
   * @param ok always true: what can't be used is an error
   * @param message what is there, for people
   */
  @Serdeable
  @Schema(name = "SourceTest")
  record Usable(boolean ok, String message) {}

  private final Sources sources;
  private final HiddenSecrets hiding;

  SourceTestController(Sources sources, HiddenSecrets hiding) {
    this.sources = sources;
    this.hiding = hiding;
  }

  /** Goes to a place and says what is there, or why it can't be used. */
  @Post
  Usable test(Caller caller, @Body Wanted wanted) throws InterruptedException {
    Map<String, String> settings = Given.orElse(wanted.settings(), Map.of());
    SourceKind kind = kind(wanted);
    if (!kind.visited()) {
      throw ApiException.invalid(
          "kind",
          "the server doesn't visit sources of kind " + kind.wire() + ": there is nothing to try");
    }
    UUID sourceId = wanted.sourceId();
    if (sourceId == null) {
      Visiting.allowed(caller, kind);
    }
    Connector connector =
        hiding.from(
            kind,
            settings,
            () -> sourceId == null ? sources.open(kind, settings) : sources.open(sourceId));
    try {
      return new Usable(true, tried(connector));
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.SOURCE_NOT_USABLE, hiding.in(kind, settings, e.getMessage()), null);
    }
  }

  private SourceKind kind(Wanted wanted) {
    UUID id = wanted.sourceId();
    return id == null
        ? ApiException.reading("kind", () -> SourceKind.of(String.valueOf(wanted.kind())))
        : sources.find(id).map(Source::kind).orElseThrow(() -> ApiException.notFound("source", id));
  }

  private static String tried(Connector connector) throws IOException, InterruptedException {
    FutureTask<String> trial =
        new FutureTask<>(
            () -> {
              try (connector) {
                return connector.test();
              }
            });
    Thread.ofVirtual().name("source test").start(trial);
    try {
      return trial.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unusable) {
        throw unusable;
      }
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw new IOException(wrong.getMessage(), wrong);
      }
      throw new IllegalStateException("a place can't be tried", e.getCause());
    } finally {
      trial.cancel(true);
    }
  }
}
