package dev.millrace.app.http;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.job.Idempotency;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.PushedDocument;
import dev.millrace.ingestion.job.PushedDocuments;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.SourceGoneException;
import dev.millrace.ingestion.job.Sources;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes documents that are handed over, one or many to a request; what is wrong is said alike. */
@Singleton
final class Pushes {
  /** The header, and the field of a line, with a client's own name for a request. */
  static final String KEY = "Idempotency-Key";

  private final PushedDocuments documents;
  private final Sources sources;

  Pushes(PushedDocuments documents, Sources sources) {
    this.documents = documents;
    this.sources = sources;
  }

  /**
   * Adds a document, or puts it in the place of the one of that external id.
   *
   * @param key the client's name for the request, if it has one
   * @param param where that name stood
   * @throws ApiException if it can't be taken
   */
  Outcome push(UUID sourceId, PushedDocument document, @Nullable String key, String param)
      throws InterruptedException {
    try {
      return documents.push(sourceId, document, checked(key, param));
    } catch (SourceGoneException e) {
      throw ApiException.notFound("source", sourceId);
    } catch (Idempotency.MismatchException e) {
      throw mismatch(e, param);
    } catch (IOException e) {
      throw new ApiException(ErrorCode.TOO_LARGE, String.valueOf(e.getMessage()), "text");
    }
  }

  /** Removes the document that a source calls so; that there is none is an outcome as well. */
  Outcome remove(UUID sourceId, String externalId, @Nullable String key, String param) {
    String id = ManifestLines.checkedId(externalId);
    try {
      return documents.remove(sourceId, id, checked(key, param));
    } catch (Idempotency.MismatchException e) {
      throw mismatch(e, param);
    }
  }

  private static Optional<String> checked(@Nullable String key, String param) {
    if (key != null && (key.isBlank() || key.length() > Idempotency.LONGEST_KEY)) {
      throw ApiException.invalid(
          param, "an idempotency key has 1 to " + Idempotency.LONGEST_KEY + " characters");
    }
    return Optional.ofNullable(key);
  }

  private static ApiException mismatch(Idempotency.MismatchException e, String param) {
    return new ApiException(ErrorCode.IDEMPOTENCY_MISMATCH, String.valueOf(e.getMessage()), param);
  }

  /**
   * The source that documents are pushed to: that one, or the one called "push".
   *
   * @throws ApiException if there is none, or if it is of another kind
   */
  UUID target(@Nullable UUID wanted) {
    if (wanted == null) {
      return switch (sources.pushed()) {
        case Sources.Put.Added(Source source) -> source.id();
        case Sources.Put.Updated(Source source) -> source.id();
        case Sources.Put.OtherKind(Source source) -> throw notForPushing(source);
      };
    }
    Source source = existing(wanted);
    if (source.kind() != SourceKind.PUSH) {
      throw notForPushing(source);
    }
    return source.id();
  }

  /** The source that a document is removed from: that one, or the one called "push". */
  UUID holder(@Nullable UUID wanted) {
    return wanted == null ? target(null) : existing(wanted).id();
  }

  private Source existing(UUID id) {
    return sources.find(id).orElseThrow(() -> ApiException.notFound("source", id));
  }

  private static ApiException notForPushing(Source source) {
    return new ApiException(
        ErrorCode.CONFLICT,
        "the source \""
            + source.name()
            + "\" is of kind "
            + source.kind().wire()
            + ", and its runs would remove what is pushed: name one of kind push",
        "sourceId");
  }
}
