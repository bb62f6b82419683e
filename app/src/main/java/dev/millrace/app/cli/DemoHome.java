package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a demonstration keeps its things: never in the user's own home. */
final class DemoHome implements AutoCloseable {
  private final Path folder;
  private final @Nullable ScratchHome scratch;

  private DemoHome(Path folder, @Nullable ScratchHome scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  /** A folder for temporary files, deleted on closing. */
  static DemoHome scratch() {
    ScratchHome scratch = ScratchHome.create();
    return new DemoHome(scratch.path(), scratch);
  }

  /** The folder {@code demo} in the home, which a later demonstration finds again. */
  static DemoHome kept(Surroundings surroundings) {
    String home = surroundings.variable("MILLRACE_HOME");
    return new DemoHome(
        Path.of(home.isEmpty() ? "data" : home).resolve("demo").toAbsolutePath().normalize(), null);
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete();
  }

  /** Deletes a scratch folder; a kept one stays. May be called twice. */
  void delete() {
    if (scratch != null) {
      scratch.close();
    }
  }
}
