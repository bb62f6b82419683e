package dev.millrace.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.millrace.ingestion.job.NotNowException;
import dev.millrace.retrieval.index.IndexUnavailableException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.serde.exceptions.SerdeException;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in what was thrown the error that the caller can do something about. */
final class Diagnosis {
  private static final int DEEPEST = 20;

  private Diagnosis() {}

  /**
   * The error to answer with.
   *
   * @param thrown what was thrown, if anything was
   * @param status what the framework would answer: decides where nothing more is known
   */
  static ApiException of(@Nullable Throwable thrown, int status, HttpRequest<?> request) {
    List<Throwable> chain =
        Stream.iterate(thrown, t -> t != null, t -> t == null ? null : t.getCause())
            .limit(DEEPEST)
            .map(Throwable.class::cast)
            .toList();
    return first(chain, ApiException.class)
        .or(() -> json(chain))
        .or(() -> first(chain, UnsatisfiedRouteException.class).map(Diagnosis::missing))
        .or(() -> first(chain, ConversionErrorException.class).map(Diagnosis::unconverted))
        .or(() -> chain.stream().filter(Diagnosis::tooLarge).findFirst().map(Diagnosis::large))
        .or(
            () ->
                first(chain, NotNowException.class)
                    .map(
                        e ->
                            new ApiException(
                                ErrorCode.NOT_NOW, String.valueOf(e.getMessage()), null)))
        .or(() -> first(chain, IndexUnavailableException.class).map(e -> noIndex()))
        .or(() -> first(chain, SQLException.class).flatMap(Diagnosis::database))
        .or(() -> first(chain, ClosedChannelException.class).map(gone -> hungUp()))
        .orElseGet(() -> byStatus(status, request));
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> chain, Class<T> type) {
    return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Optional<ApiException> json(List<Throwable> chain) {
    Optional<SerdeException> unread = first(chain, SerdeException.class);
    Optional<JsonProcessingException> parser = first(chain, JsonProcessingException.class);
    if (parser.isPresent() && !(parser.get() instanceof InputCoercionException)) {
      return parser.map(Diagnosis::malformed);
    }
    if (unread.isPresent()) {
      return unread.map(UnreadJson::explain);
    }
    return first(chain, JsonSyntaxException.class)
        .map(e -> new ApiException(ErrorCode.MALFORMED_JSON, "the body is not JSON", null));
  }

  private static ApiException malformed(JsonProcessingException e) {
    StringBuilder message = new StringBuilder("the body is not JSON: ");
    message.append(e.getOriginalMessage());
    if (e.getLocation() != null) {
      message
          .append(" (line ")
          .append(e.getLocation().getLineNr())
          .append(", column ")
          .append(e.getLocation().getColumnNr())
          .append(')');
    }
    return new ApiException(ErrorCode.MALFORMED_JSON, message.toString(), null);
  }

  private static ApiException missing(UnsatisfiedRouteException e) {
    if (e instanceof UnsatisfiedBodyRouteException) {
      return new ApiException(ErrorCode.MISSING_VALUE, "the body is missing: send one", "body");
    }
    return ApiException.missing(e.getArgument().getName());
  }

  private static ApiException unconverted(ConversionErrorException e) {
    Argument<?> argument = e.getArgument();
    if (argument.isAnnotationPresent(Body.class)) {
      return new ApiException(ErrorCode.INVALID_VALUE, "the body is not as expected", "body");
    }
    Object value = e.getConversionError().getOriginalValue().orElse("");
    return ApiException.invalid(
        argument.getName(),
        argument.getName()
            + " is "
            + UnreadJson.expected(argument.getType())
            + ", not \""
            + value
            + "\"");
  }

  private static boolean tooLarge(Throwable thrown) {
    return thrown instanceof ContentLengthExceededException
        || thrown instanceof BufferLengthExceededException;
  }

  private static ApiException large(Throwable thrown) {
    return new ApiException(
        ErrorCode.TOO_LARGE,
        "the body is larger than the limit (setting millrace.http.max-request-size)",
        null);
  }

  /**
   * Class 08: no connection; 57P: it stops or starts; 53300: it takes no more connections. The pool
   * says of a connection that broke a moment ago that it is closed, without a state.
   */
  private static Optional<ApiException> database(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean away =
        e instanceof SQLTransientConnectionException
            || e instanceof SQLNonTransientConnectionException
            || state.isEmpty()
            || state.startsWith("08")
            || state.startsWith("57P")
            || state.equals("53300");
    return away
        ? Optional.of(
            new ApiException(
                ErrorCode.DATABASE_UNAVAILABLE, "the database does not answer; try again", null))
        : Optional.empty();
  }

  /** Which node is away is not for everybody who asks. */
  private static ApiException noIndex() {
    return new ApiException(
        ErrorCode.INDEX_UNAVAILABLE,
        "the index does not answer wholly at the moment; try again, GET /health/ready says why",
        null);
  }

  private static ApiException hungUp() {
    return new ApiException(ErrorCode.BAD_REQUEST, "the connection was closed", null);
  }

  private static ApiException byStatus(int status, HttpRequest<?> request) {
    String what = request.getMethodName() + " " + request.getPath();
    return switch (status) {
      case 404 ->
          new ApiException(ErrorCode.NOT_FOUND, "there is no path " + request.getPath(), null);
      case 405 ->
          new ApiException(
              ErrorCode.METHOD_NOT_ALLOWED,
              request.getPath() + " does not take " + request.getMethodName(),
              null);
      case 406 ->
          new ApiException(
              ErrorCode.NOT_ACCEPTABLE, what + " has no answer of the accepted types", "Accept");
      case 413 -> large(new BufferLengthExceededException(0, 0));
      case 415 ->
          new ApiException(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              what
                  + " does not take a body of type "
                  + request.getContentType().map(Object::toString).orElse("none"),
              "Content-Type");
      case 503 -> new ApiException(ErrorCode.NOT_READY, "the server is not ready", null);
      default ->
          status >= 400 && status < 500
              ? new ApiException(ErrorCode.BAD_REQUEST, what + " is not a request", null)
              : new ApiException(ErrorCode.INTERNAL, "the server failed", null);
    };
  }
}
