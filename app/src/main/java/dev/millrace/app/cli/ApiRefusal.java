package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

/** Millrace answered, and the answer is an error in the form of its API. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  ApiRefusal(int status, String code, String message) {
    super(requireNonNull(message, "message"));
    this.status = status;
    this.code = requireNonNull(code, "code");
  }

  /** The HTTP status, 400 to 599. */
  int status() {
    return status;
  }

  /** The error's {@code code}, for example {@code missing_scope}. */
  String code() {
    return code;
  }
}
