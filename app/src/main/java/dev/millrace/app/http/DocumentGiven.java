package dev.millrace.app.http;

import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.job.PushedDocument;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that is handed over.
 *
 * @param externalId what its owner calls it; one of that id in the source is replaced
 * @param text its text, in the form that mediaType says
 * @param uri where a person finds the original; left out, the external id
 * @param mediaType text/plain, text/markdown or text/html
 * @param metadata whatever else its owner says of it
 * @param readers who may read it; left out, the source's readers
 * @param denied who may not; left out, the source's
 * @param sensitivity left out, the source's
 * @param sourceId a source of kind push; left out, the one called "push"
 */
@Serdeable
@Schema(name = "DocumentPushed")
record DocumentGiven(
    String externalId,
    String text,
    @Nullable String title,
    @Nullable String uri,
    @Nullable @Schema(defaultValue = "text/plain") String mediaType,
    @Nullable Map<String, Object> metadata,
    @Nullable List<String> readers,
    @Nullable List<String> denied,
    @Nullable String sensitivity,
    @Nullable UUID sourceId) {
  DocumentGiven {
    Given.required(externalId, "externalId");
    Given.required(text, "text");
  }

  /**
   * The document.
   *
   * @param others rights that hold where it says nothing of its own
   */
  PushedDocument toDocument(OwnRights others) {
    ManifestLines.checkedId(externalId);
    String type = Given.orElse(mediaType, "text/plain");
    if (!PushedDocument.MEDIA_TYPES.contains(type)) {
      throw ApiException.invalid(
          "mediaType", "mediaType is text/plain, text/markdown or text/html, not " + type);
    }
    Map<String, Object> facts = new LinkedHashMap<>(Given.orElse(metadata, Map.of()));
    facts.values().removeIf(value -> value == null);
    OwnRights own =
        new OwnRights(
                LabelFields.principals(readers, "readers"),
                LabelFields.principals(denied, "denied"),
                LabelFields.sensitivity(sensitivity))
            .or(others);
    return ApiException.reading(
        "title",
        () ->
            new PushedDocument(
                externalId,
                text,
                type,
                Optional.ofNullable(title),
                Optional.ofNullable(uri),
                facts,
                own));
  }
}
