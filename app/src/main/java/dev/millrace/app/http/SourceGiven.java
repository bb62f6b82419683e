package dev.millrace.app.http;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.SourceWanted;
import dev.millrace.ingestion.job.VisitTimes;
import dev.millrace.ingestion.job.Visits;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is wanted.
 *
 * @param name unique; a source of that name and kind is changed
 * @param kind one of GET /api/source-kinds
 * @param settings of the kind, by name; secret ones are kept encrypted and never shown again
 * @param readers who may read its documents, as everyone, user:NAME or group:NAME
 * @param denied who may not, whatever else they belong to
 * @param sensitivity public, internal, confidential or restricted
 * @param schedule when the server visits it by itself: every 15m, every 6h, daily 02:30, daily
 *     08:00,20:00 Europe/Berlin; left out, only when it is asked
 * @param watch whether the server visits it when something changes there, where the kind can tell
 * @param mostRemoved a run that would remove more than this share of its documents, 0 to 1, and
 *     more than 20, asks first
 */
@Serdeable
@Schema(name = "SourceWanted")
record SourceGiven(
    String name,
    String kind,
    @Nullable Map<String, String> settings,
    @Nullable List<String> readers,
    @Nullable List<String> denied,
    @Nullable @Schema(defaultValue = "internal") String sensitivity,
    @Nullable String schedule,
    @Nullable @Schema(defaultValue = "false") Boolean watch,
    @Nullable @Schema(defaultValue = "0.3") Double mostRemoved) {
  SourceGiven {
    Given.required(name, "name");
    Given.required(kind, "kind");
    Given.orElse(settings, Map.<String, String>of())
        .forEach((key, value) -> Given.required(value, "settings." + key));
  }

  SourceKind kindWanted() {
    return ApiException.reading("kind", () -> SourceKind.of(kind));
  }

  /**
   * What the books are to say.
   *
   * @param before the source of that name, if there is one: what is paused stays so
   */
  SourceWanted toSource(SourceKind sourceKind, Optional<Source> before) {
    boolean paused = before.filter(source -> source.visits().paused()).isPresent();
    return new SourceWanted(
        name, sourceKind, Given.orElse(settings, Map.of()), rights(), visits(sourceKind, paused));
  }

  private Rights rights() {
    Set<Principal> allow =
        LabelFields.principals(readers, "readers").orElse(Set.of(Principal.EVERYONE));
    Set<Principal> deny = LabelFields.principals(denied, "denied").orElse(Set.of());
    return new Rights(
        new AccessLabel(allow, deny),
        LabelFields.sensitivity(sensitivity).orElse(Sensitivity.INTERNAL));
  }

  private Visits visits(SourceKind sourceKind, boolean paused) {
    Optional<VisitTimes> times =
        Optional.ofNullable(schedule)
            .map(text -> ApiException.reading("schedule", () -> new VisitTimes(text)));
    boolean watched = Given.orElse(watch, false);
    if (!sourceKind.visited() && (watched || times.isPresent())) {
      throw ApiException.invalid(
          watched ? "watch" : "schedule",
          "the server doesn't visit sources of kind "
              + sourceKind.wire()
              + ": their clients send what they have");
    }
    return ApiException.reading(
        "mostRemoved",
        () ->
            new Visits(
                times, watched, paused, Given.orElse(mostRemoved, Visits.USUAL.mostRemoved())));
  }

  /** Secrets are among the settings. */
  @Override
  public String toString() {
    return kind + " source " + name;
  }
}
