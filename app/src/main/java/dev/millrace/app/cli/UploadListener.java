package dev.millrace.app.cli;

/** Watches an upload. Called from several threads; must be quick. */
interface UploadListener {
  /** The folder is listed and its files will be read. */
  void listed(int files);

  /** One more file was read and its hash is known. */
  void hashed(String externalId);

  /** The server has said which files it wants; {@code total} is all, the unwanted included. */
  void agreed(int total);

  /** A file is on its way. */
  void sending(String externalId);

  /** A file has ended. */
  void ended(FileOutcome outcome);
}
