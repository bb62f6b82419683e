package dev.millrace.ingestion.connector.web;

import java.util.Optional;

/** By what a page can be asked whether it has changed. */
record Validators(Optional<String> etag, Optional<String> modified) {
  static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  private static final int LONGEST = 500;

  /** Those that an answer gives. */
  static Validators of(Headers headers) {
    return new Validators(
        headers.first("ETag").filter(value -> value.length() <= LONGEST),
        headers.first("Last-Modified").filter(value -> value.length() <= LONGEST));
  }
}
