package dev.millrace.app.http;

import dev.millrace.ingestion.job.Outcome;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Deals with the lines of one batch. What is wrong with one is said of that one. */
final class BatchDesk {
  private static final String KEY = "idempotencyKey";

  private final Pushes pushes;
  private final JsonMapper json;
  private final HttpRequest<?> request;
  private final BatchLine.Defaults defaults;
  private final UUID usual;
  private final Map<UUID, UUID> targets = new ConcurrentHashMap<>();

  /**
   * @throws ApiException if nothing can be pushed to the source that the batch names
   */
  BatchDesk(Pushes pushes, JsonMapper json, HttpRequest<?> request, BatchLine.Defaults defaults) {
    this.pushes = pushes;
    this.json = json;
    this.request = request;
    this.defaults = defaults;
    this.usual = pushes.target(defaults.sourceId());
  }

  /**
   * A line as it was sent.
   *
   * @throws ApiException if it is none
   */
  BatchLine read(byte[] line) {
    return JsonLine.read(json, line, BatchLine.class, request);
  }

  /** What becomes of a line. */
  BatchResult work(int number, BatchLine line) throws InterruptedException {
    try {
      return BatchResult.Done.of(number, outcome(line));
    } catch (RuntimeException e) {
      ApiException said = Diagnosis.of(e, 500, request);
      return BatchResult.Refused.of(
          number,
          line.externalId(),
          said.code() == ErrorCode.INTERNAL && !(e instanceof ApiException)
              ? UnexpectedFault.logged("a line of a batch", e)
              : said);
    }
  }

  private Outcome outcome(BatchLine line) throws InterruptedException {
    UUID source = target(line.sourceId());
    return line.removes()
        ? pushes.remove(source, line.externalId(), line.idempotencyKey(), KEY)
        : pushes.push(source, line.toDocument(defaults), line.idempotencyKey(), KEY);
  }

  private UUID target(@Nullable UUID wanted) {
    return wanted == null ? usual : targets.computeIfAbsent(wanted, pushes::target);
  }
}
