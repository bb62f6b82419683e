package dev.millrace.app.cli;

import java.util.List;

/** Watches an upload. Called from several threads; must be quick. */
interface UploadListener {
  /** The folder is listed and its files will be read. */
  void listed(int files);

  /** One more file was read and its hash is known. */
  void hashed(String externalId);

  /**
   * The server has said which files it wants.
   *
   * @param total all files, those that are not wanted or cannot be sent included
   */
  void agreed(int total, List<LocalFile> wanted);

  /** A file is on its way. */
  void sending(LocalFile file);

  /** A file has ended. */
  void ended(FileOutcome outcome);
}
