package dev.millrace.app.http;

import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.job.PushedDocument;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a batch: a document as it is pushed alone, or one that is to be removed.
 *
 * @param delete true to remove the document of that external id; nothing else is said of it then
 * @param idempotencyKey a name for the line: one that comes again with it is answered as before
 */
@Serdeable
@Schema(name = "BatchLine")
record BatchLine(
    String externalId,
    @Nullable Boolean delete,
    @Nullable String text,
    @Nullable String title,
    @Nullable String uri,
    @Nullable String mediaType,
    @Nullable Map<String, Object> metadata,
    @Nullable List<String> readers,
    @Nullable List<String> denied,
    @Nullable String sensitivity,
    @Nullable UUID sourceId,
    @Nullable String idempotencyKey) {
  BatchLine {
    Given.required(externalId, "externalId");
    if (Given.orElse(delete, false)) {
      if (text != null) {
        throw ApiException.invalid("text", "a line with \"delete\": true has no text");
      }
    } else {
      Given.required(text, "text");
    }
  }

  boolean removes() {
    return Given.orElse(delete, false);
  }

  /** The document, if it is not to be removed. */
  PushedDocument toDocument(Defaults defaults) {
    return new DocumentGiven(
            externalId,
            Given.required(text, "text"),
            title,
            uri,
            mediaType == null ? defaults.mediaType() : mediaType,
            metadata,
            readers,
            denied,
            sensitivity,
            null)
        .toDocument(defaults.rights());
  }

  /**
   * What holds for lines that don't say otherwise.
   *
   * @param sourceId null for the source called "push"
   */
  record Defaults(@Nullable UUID sourceId, @Nullable String mediaType, OwnRights rights) {}
}
