package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Documents that are handed over many at a time. */
@Controller("/api/documents/batch")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "documents")
final class BatchController {
  private static final Logger LOG = LoggerFactory.getLogger(BatchController.class);

  private final Pushes pushes;
  private final CorpusLog log;
  private final JsonMapper json;
  private final ExecutorService threads;
  private final int longestLine;
  private final AtomicInteger underWay = new AtomicInteger();

  BatchController(
      Pushes pushes,
      CorpusLog log,
      JsonMapper json,
      @Named(TaskExecutors.BLOCKING) ExecutorService threads,
      Settings settings) {
    this.pushes = pushes;
    this.log = log;
    this.json = json;
    this.threads = threads;
    this.longestLine = Math.toIntExact(settings.bytes("millrace.http.max-request-size"));
  }

  /**
   * Takes documents, and names of documents to remove, a line of JSON each, while they arrive. Each
   * is answered with a line, in their order, as soon as it is dealt with; a line that can't be
   * taken costs only itself. The last line is a summary.
   *
   * @param sourceId a source of kind push, for lines that name none; left out, the one called
   *     "push"
   * @param mediaType for lines that name none
   * @param readers for lines that name none, with commas between; left out, the source's
   * @param sensitivity for lines that name none; left out, the source's
   */
  @Post
  @Consumes(ManifestLines.NDJSON)
  @Produces(ManifestLines.NDJSON)
  @RequestBody(
      content =
          @Content(
              mediaType = ManifestLines.NDJSON,
              schema = @Schema(implementation = BatchLine.class)))
  @ApiResponse(
      responseCode = "200",
      description = "A line for each line, and the summary.",
      content =
          @Content(
              mediaType = ManifestLines.NDJSON,
              schema =
                  @Schema(
                      oneOf = {
                        BatchResult.Done.class,
                        BatchResult.Refused.class,
                        BatchResult.End.class
                      })))
  MutableHttpResponse<LineStream> push(
      HttpRequest<?> request,
      Caller caller,
      @QueryValue @Nullable UUID sourceId,
      @QueryValue @Nullable String mediaType,
      @QueryValue @Nullable String readers,
      @QueryValue @Nullable String sensitivity,
      @Body @Nullable InputStream body)
      throws IOException {
    InputStream in = body == null ? InputStream.nullInputStream() : body;
    Batch batch;
    try {
      BatchLine.Defaults defaults =
          new BatchLine.Defaults(sourceId, mediaType, rights(readers, sensitivity));
      batch = new Batch(new BatchDesk(pushes, json, request, defaults), longestLine);
    } catch (RuntimeException e) {
      in.close();
      throw e;
    }
    Backlog backlog = new Backlog();
    WorkspaceId workspace = caller.workspace();
    ClientConnection client = ClientConnection.of(request);
    underWay.incrementAndGet();
    Thread.ofVirtual()
        .name("batch")
        .start(
            () -> {
              try (in;
                  ClientConnection.Watch _ = client.onGone(batch::stop)) {
                work(batch, in, backlog, workspace);
              } catch (IOException e) {
                LOG.info("a batch broke off: {}", e.getMessage());
              } finally {
                backlog.end();
                underWay.decrementAndGet();
              }
            });
    return new LineStream(backlog, threads).response();
  }

  /** How many batches are being taken at the moment. */
  int underWay() {
    return underWay.get();
  }

  private static OwnRights rights(@Nullable String readers, @Nullable String sensitivity) {
    LabelFields.sensitivity(sensitivity);
    return ApiException.reading(
        "readers",
        () ->
            OwnRights.of(
                Optional.ofNullable(readers).map(List::of), Optional.ofNullable(sensitivity)));
  }

  private void work(Batch batch, InputStream in, Backlog backlog, WorkspaceId workspace)
      throws IOException {
    BatchTally tally = new BatchTally();
    try {
      batch.run(
          new BodyLines(in, longestLine),
          result -> {
            tally.count(result);
            add(backlog, result);
          });
      if (!batch.isStopped()) {
        add(backlog, new BatchResult.End(tally.summary(log.head(workspace).position())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The answer ends without a summary, by which the client sees that it is not whole.
      LOG.error("a batch failed", e);
    }
  }

  private void add(Backlog backlog, BatchResult result) {
    try {
      backlog.add(json.writeValueAsString(result));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer can't be kept", e);
    }
  }
}
