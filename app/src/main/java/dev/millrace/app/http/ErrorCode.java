package dev.millrace.app.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import java.util.Locale;
import java.util.Map;

/** Every code that an error can carry. Clients switch on them: none is renamed. */
public enum ErrorCode {
  /** Not HTTP as it should be, or a request that fits no other code. */
  BAD_REQUEST(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** Not JSON; the message has line and column. */
  MALFORMED_JSON(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** A field or parameter that must be there is absent or null. */
  MISSING_VALUE(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** A value of the wrong type, out of range, or not among those understood. */
  INVALID_VALUE(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** A JSON field that the request does not have. */
  UNKNOWN_FIELD(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** A query parameter that the path does not have. */
  UNKNOWN_PARAMETER(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** The path exists, but not with this method. */
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, Type.INVALID_REQUEST),
  /** The answer has no form that the Accept header allows. */
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, Type.INVALID_REQUEST),
  /** More bytes than the limit. */
  TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, Type.INVALID_REQUEST),
  /** A body of a type that the path does not take. */
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Type.INVALID_REQUEST),
  /** A document that cannot be indexed; the message says why. */
  NOT_INDEXABLE(HttpStatus.UNPROCESSABLE_ENTITY, Type.INVALID_REQUEST),
  /** A place that the server can't reach or read with these settings; the message says why. */
  SOURCE_NOT_USABLE(HttpStatus.UNPROCESSABLE_ENTITY, Type.INVALID_REQUEST),

  /** The request names a model that the fleet does not have, or not for this. */
  MODEL_NOT_FOUND(HttpStatus.NOT_FOUND, Type.INVALID_REQUEST),
  /** A parameter of OpenAI's API that this server does not serve. */
  UNSUPPORTED_PARAMETER(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** Images for models that can't see. */
  NO_VISION(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** More text than any model reads. */
  CONTEXT_LENGTH_EXCEEDED(HttpStatus.BAD_REQUEST, Type.INVALID_REQUEST),
  /** No model of the fleet can do it; usually none is configured that writes. */
  NO_MODEL(HttpStatus.UNPROCESSABLE_ENTITY, Type.INVALID_REQUEST),
  /** It would cost more than the request allows. */
  TOO_EXPENSIVE(HttpStatus.UNPROCESSABLE_ENTITY, Type.INVALID_REQUEST),

  /** No key was sent. */
  NO_KEY(HttpStatus.UNAUTHORIZED, Type.AUTHENTICATION),
  /** The key is unknown, expired or revoked. */
  INVALID_KEY(HttpStatus.UNAUTHORIZED, Type.AUTHENTICATION),
  /** The key is good, but not for this. */
  MISSING_SCOPE(HttpStatus.FORBIDDEN, Type.PERMISSION),
  /** The Host header names another machine than the one that was reached. */
  HOST_NOT_ALLOWED(HttpStatus.FORBIDDEN, Type.PERMISSION),
  /** No tier that could take it may read what would have to be sent. */
  NO_CLEARANCE(HttpStatus.FORBIDDEN, Type.PERMISSION),

  /** A change that no page of the console's session asked for. */
  FOREIGN_FORM(HttpStatus.FORBIDDEN, Type.PERMISSION),

  /** No such path, or nothing there that the caller may see. */
  NOT_FOUND(HttpStatus.NOT_FOUND, Type.NOT_FOUND),
  /** The document is there, but the text of that revision is not kept any more. */
  REVISION_OVER(HttpStatus.GONE, Type.NOT_FOUND),

  /** What is asked for contradicts what is there. */
  CONFLICT(HttpStatus.CONFLICT, Type.CONFLICT),
  /** A run of that source is under way; the message names it. */
  RUN_UNDER_WAY(HttpStatus.CONFLICT, Type.CONFLICT),
  /** An idempotency key that came with another document before. */
  IDEMPOTENCY_MISMATCH(HttpStatus.CONFLICT, Type.CONFLICT),

  /** Every tier that could take it is full. */
  BUSY(HttpStatus.TOO_MANY_REQUESTS, Type.RATE_LIMIT),
  /** The server is starting or stopping. */
  NOT_READY(HttpStatus.SERVICE_UNAVAILABLE, Type.UNAVAILABLE),
  /** Something that the request needs failed, and may work again soon; the message says what. */
  NOT_NOW(HttpStatus.SERVICE_UNAVAILABLE, Type.UNAVAILABLE),
  /** The index did not reach the wanted position in time. */
  BEHIND(HttpStatus.SERVICE_UNAVAILABLE, Type.UNAVAILABLE),
  /** The database does not answer. */
  DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, Type.UNAVAILABLE),
  /** The index does not answer wholly, so it does not answer. */
  INDEX_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, Type.UNAVAILABLE),

  /** Every model that tried failed. */
  UPSTREAM_FAILED(HttpStatus.BAD_GATEWAY, Type.SERVER),
  /** The answer was not there within the time that the request allows. */
  DEADLINE_EXCEEDED(HttpStatus.GATEWAY_TIMEOUT, Type.SERVER),
  /** A fault of the server's; the message has the id under which the log tells more. */
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, Type.SERVER);

  private enum Type {
    INVALID_REQUEST("invalid_request_error"),
    AUTHENTICATION("authentication_error"),
    PERMISSION("permission_error"),
    NOT_FOUND("not_found_error"),
    CONFLICT("conflict_error"),
    RATE_LIMIT("rate_limit_error"),
    UNAVAILABLE("unavailable_error"),
    SERVER("server_error");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }
  }

  private final HttpStatus status;
  private final Type type;

  ErrorCode(HttpStatus status, Type type) {
    this.status = status;
    this.type = type;
  }

  /** The code in JSON: {@code "missing_value"}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The family of codes in JSON, as OpenAI's clients know them: {@code "invalid_request_error"}.
   */
  public String type() {
    return type.wire;
  }

  /**
   * What tells clients when to try again, by header. Clients of OpenAI's try again by themselves
   * after 408, 409, 429 and 5xx.
   */
  Map<String, String> headers() {
    return switch (this) {
      case BUSY, BEHIND, NOT_NOW, NOT_READY -> Map.of(HttpHeaders.RETRY_AFTER, "1");
      // The same question would take as long again.
      case DEADLINE_EXCEEDED -> Map.of("x-should-retry", "false");
      default -> Map.of();
    };
  }

  /** The HTTP status that it is answered with. */
  public HttpStatus status() {
    return status;
  }
}
