package dev.millrace.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import java.io.IOException;

/** A line of a body that has a JSON value a line. */
public final class JsonLine {
  private static final String BODY = "the body";

  private JsonLine() {}

  /**
   * A line as it was sent.
   *
   * @throws ApiException if it is none, saying so of the line
   */
  public static <T> T read(JsonMapper json, byte[] line, Class<T> type, HttpRequest<?> request) {
    try {
      WholeJson.requireOneValue(line);
      return Given.required(json.readValue(line, type), "line");
    } catch (JsonProcessingException e) {
      String column =
          e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
      throw new ApiException(
          ErrorCode.MALFORMED_JSON,
          "the line is not JSON: " + e.getOriginalMessage() + column,
          null);
    } catch (IOException | RuntimeException e) {
      ApiException said = Diagnosis.of(e, 400, request);
      throw said.getMessage().startsWith(BODY)
          ? new ApiException(
              said.code(), "the line" + said.getMessage().substring(BODY.length()), null)
          : said;
    }
  }
}
