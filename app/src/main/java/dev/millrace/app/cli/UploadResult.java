package dev.millrace.app.cli;

/** How an upload ended. */
sealed interface UploadResult {
  /** The server has closed the run: done, or failed with a reason. */
  record Completed(RunView run) implements UploadResult {}

  /** It was stopped from here; the server was told where it could be reached. */
  record Stopped() implements UploadResult {}
}
