package dev.millrace.app.cli;

import dev.millrace.app.database.ScratchHome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a command keeps what it makes for itself: never in the user's own home. */
final class CommandHome implements AutoCloseable {
  private final Path folder;
  private final @Nullable ScratchHome scratch;

  private CommandHome(Path folder, @Nullable ScratchHome scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  /** A folder for temporary files, deleted on closing. */
  static CommandHome scratch() {
    ScratchHome scratch = ScratchHome.create();
    return new CommandHome(scratch.path(), scratch);
  }

  /** A folder that the user names, which is kept. */
  static CommandHome at(Path folder) {
    return new CommandHome(folder.toAbsolutePath().normalize(), null);
  }

  /** The folder {@code demo} in the home, which a later demonstration finds again. */
  static CommandHome kept(Surroundings surroundings) {
    String home = surroundings.variable("MILLRACE_HOME");
    return at(Path.of(home.isEmpty() ? "data" : home).resolve("demo"));
  }

  Path folder() {
    return folder;
  }

  /** What an interrupted command says of it. */
  String leaving() {
    return scratch == null
        ? "interrupted; what was made stays in " + folder
        : "interrupted; nothing of it is left behind";
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
