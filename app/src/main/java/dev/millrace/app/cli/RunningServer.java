package dev.millrace.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server in this process. */
interface RunningServer extends AutoCloseable {
  /** Where it answers. */
  URI url();

  /** Its home, absolute. */
  Path home();

  /** Its database in words, without a password. */
  String database();

  /** The first admin key where this start has generated it, to be shown this once; else null. */
  @Nullable String newAdminKey();

  /** The file that holds the admin key, or null where it came from the environment. */
  @Nullable Path adminKeyFile();

  /** Whether a model is configured that writes. */
  boolean writes();

  /** Passages that searches can find. */
  long passages();

  /**
   * A link into the console that lets in once, soon.
   *
   * @param key the key of the session that it opens
   * @param user with whose eyes that session reads
   */
  URI consoleLogin(String key, String user);

  /** Stops it and what it started. May be called twice. */
  @Override
  void close();
}
