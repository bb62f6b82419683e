package dev.millrace.app.http;

import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.VisitTimes;
import dev.millrace.ingestion.job.Visits;
import dev.millrace.retrieval.corpus.AccessLabel;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source.
 *
 * @param settings those that are not secret
 * @param secrets the names of the secret ones that are set
 * @param schedule when the server visits it by itself; null for only when it is asked
 * @param watch whether the server visits it when something changes there
 * @param paused whether it does neither for the time being
 * @param mostRemoved a run that would remove more than this share of its documents asks first
 */
@Serdeable
@Schema(name = "Source")
record SourceView(
    UUID id,
    String name,
    String kind,
    Map<String, String> settings,
    List<String> secrets,
    List<String> readers,
    List<String> denied,
    String sensitivity,
    @Nullable String schedule,
    boolean watch,
    boolean paused,
    double mostRemoved,
    Instant createdAt) {
  static SourceView of(Source source) {
    AccessLabel label = source.rights().label();
    Visits visits = source.visits();
    return new SourceView(
        source.id(),
        source.name(),
        source.kind().wire(),
        source.settings(),
        source.secrets().stream().sorted().toList(),
        LabelFields.texts(label.allow()),
        LabelFields.texts(label.deny()),
        source.rights().sensitivity().wire(),
        visits.times().map(VisitTimes::text).orElse(null),
        visits.watch(),
        visits.paused(),
        visits.mostRemoved(),
        source.createdAt());
  }
}
