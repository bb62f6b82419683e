package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.RunEndedException;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Runs;
import dev.millrace.ingestion.job.SourceGoneException;
import dev.millrace.ingestion.job.UploadRun;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the client of an upload sends to its run: the manifest, the files that the server wants,
 * what it could not send, and that it is done.
 */
@Controller("/api/runs/{id}")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "uploads")
final class UploadsController {
  /**
   * A file that the client could not send.
   *
   * @param outcome skipped or failed
   * @param reason why, for people
   */
  @Serdeable
  @Schema(name = "Unsendable")
  record Unsendable(String externalId, String outcome, String reason) {
    Unsendable {
      Given.required(externalId, "externalId");
      Given.required(outcome, "outcome");
      Given.required(reason, "reason");
    }

    OutcomeKind kind() {
      OutcomeKind kind = ApiException.reading("outcome", () -> OutcomeKind.of(outcome));
      if (kind != OutcomeKind.SKIPPED && kind != OutcomeKind.FAILED) {
        throw ApiException.invalid("outcome", "outcome is skipped or failed, not " + outcome);
      }
      return kind;
    }
  }

  private final Runs runs;
  private final RunLedger ledger;
  private final ManifestLines manifests;

  UploadsController(Runs runs, RunLedger ledger, ManifestLines manifests) {
    this.runs = runs;
    this.ledger = ledger;
    this.manifests = manifests;
  }

  /**
   * Takes the list of all files there are, a line of JSON each, and answers a line each: whether
   * the file is wanted. The others are as they were, and have their outcome.
   */
  @Post("/manifest")
  @Consumes(ManifestLines.NDJSON)
  @Produces(ManifestLines.NDJSON)
  String manifest(Caller caller, UUID id, @Body @Nullable InputStream body) {
    List<UploadRun.Line> lines =
        manifests.read(body == null ? InputStream.nullInputStream() : body);
    return feeding(
        id,
        upload -> {
          Set<String> wanted = new HashSet<>(upload.manifest(lines));
          return manifests.answer(lines, wanted);
        });
  }

  /**
   * Takes a file that is wanted.
   *
   * @param externalId as the manifest names it
   * @param uri where a person finds the original; left out, the external id
   */
  @Put("/files")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  OutcomeView file(
      UUID id,
      @QueryValue String externalId,
      @QueryValue @Nullable String uri,
      @QueryValue @Nullable String modified,
      @Body @Nullable InputStream body) {
    return feeding(
        id,
        upload -> {
          if (!upload.expects(externalId)) {
            throw ApiException.invalid(
                "externalId", "the manifest does not name " + externalId + ": send it first");
          }
          InputStream in = body == null ? InputStream.nullInputStream() : body;
          Outcome outcome = upload.take(externalId, uri == null ? externalId : uri, in);
          // Of a file that is too large the rest is still coming, and the client reads no answer
          // before it has sent it.
          in.transferTo(OutputStream.nullOutputStream());
          return OutcomeView.of(outcome);
        });
  }

  /** Notes that a file could not be sent. Its document stays, as do those below it. */
  @Post("/outcomes")
  OutcomeView outcome(UUID id, @Body Unsendable unsendable) {
    OutcomeKind kind = unsendable.kind();
    return feeding(
        id,
        upload ->
            OutcomeView.of(
                upload.unsendable(
                    ManifestLines.checkedId(unsendable.externalId()), kind, unsendable.reason())));
  }

  /** Ends the run: documents that the manifest did not name are removed. */
  @Post("/complete")
  RunView complete(UUID id) {
    return feeding(
        id,
        upload -> {
          if (!upload.isListed()) {
            throw new ApiException(
                ErrorCode.CONFLICT,
                "there was no manifest: without one every document would count as gone",
                null);
          }
          runs.complete(id);
          return RunView.of(ledger.progress(ledger.find(id).orElseThrow()));
        });
  }

  private interface Feeding<T> {
    T to(UploadRun upload) throws RunEndedException, IOException, InterruptedException;
  }

  private <T> T feeding(UUID id, Feeding<T> work) {
    if (ledger.find(id).isEmpty()) {
      throw ApiException.notFound("run", id);
    }
    try {
      return work.to(runs.upload(id));
    } catch (RunEndedException e) {
      throw new ApiException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()), null);
    } catch (SourceGoneException e) {
      throw ApiException.notFound("run", id);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorCode.CONFLICT, "the server is stopping", null);
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the body did not arrive whole: " + e.getMessage(), "body");
    }
  }
}
