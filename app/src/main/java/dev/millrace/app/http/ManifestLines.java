package dev.millrace.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ingestion.job.UploadRun;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.WorkspaceId;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A manifest as it comes and is answered: a JSON object a line. */
@Singleton
final class ManifestLines {
  /** JSON, a value a line. */
  static final String NDJSON = "application/x-ndjson";

  /** A million files with paths of a hundred characters. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Set<String> FIELDS = Set.of("externalId", "sha256", "size");

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a manifest.
   *
   * @throws ApiException naming the line at fault
   */
  List<UploadRun.Line> read(InputStream body) {
    List<UploadRun.Line> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new Limited(body, MOST_BYTES), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.add(line(line, number));
        }
      }
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the manifest did not arrive whole: " + e.getMessage(), "body");
    }
    return lines;
  }

  /** The answer, in the order of the lines. */
  String answer(List<UploadRun.Line> lines, Set<String> wanted) {
    StringBuilder answer = new StringBuilder(lines.size() * 64);
    for (UploadRun.Line line : lines) {
      answer
          .append(
              JSON.createObjectNode()
                  .put("externalId", line.externalId())
                  .put("wanted", wanted.contains(line.externalId())))
          .append('\n');
    }
    return answer.toString();
  }

  /**
   * The id, if it can be one.
   *
   * @throws ApiException {@code invalid_value}
   */
  static String checkedId(String externalId) {
    return ApiException.reading(
        "externalId",
        () -> new DocumentKey(WorkspaceId.DEFAULT, new UUID(0, 0), externalId).externalId());
  }

  private static UploadRun.Line line(String line, int number) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "line "
              + number
              + " is not JSON: "
              + e.getOriginalMessage()
              + " (line "
              + number
              + ", column "
              + e.getLocation().getColumnNr()
              + ")",
          "body");
    }
    if (!json.isObject()) {
      throw invalid(number, "", "is not a JSON object");
    }
    for (String field : iterable(json)) {
      if (!FIELDS.contains(field)) {
        throw new ApiException(
            ErrorCode.UNKNOWN_FIELD, "line " + number + ": there is no field " + field, field);
      }
    }
    return new UploadRun.Line(
        checkedId(text(json, "externalId", number)), hash(text(json, "sha256", number), number));
  }

  private static Iterable<String> iterable(JsonNode json) {
    return json::fieldNames;
  }

  private static String text(JsonNode json, String field, int number) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new ApiException(
          ErrorCode.MISSING_VALUE, "line " + number + ": " + field + " is missing or null", field);
    }
    if (!value.isTextual()) {
      throw invalid(number, field, "is a string");
    }
    return value.asText();
  }

  private static byte[] hash(String hex, int number) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw invalid(number, "sha256", "is 64 hexadecimal digits");
    }
    return HexFormat.of().parseHex(hex);
  }

  private static ApiException invalid(int number, String field, String why) {
    return new ApiException(
        ErrorCode.INVALID_VALUE,
        ("line " + number + ": " + field + " " + why).replace(":  ", " "),
        field.isEmpty() ? "body" : field);
  }

  /** Refuses to read without end. */
  private static final class Limited extends java.io.FilterInputStream {
    private final long most;
    private long seen;

    Limited(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      seen += read;
      if (seen > most) {
        throw new ApiException(
            ErrorCode.TOO_LARGE,
            "the manifest is larger than " + most / (1 << 20) + " MB: send it in parts",
            "body");
      }
    }
  }
}
