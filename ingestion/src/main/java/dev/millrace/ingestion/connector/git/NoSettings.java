package dev.millrace.ingestion.connector.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * A machine on which nobody has set up git. The settings of the server's user could name programs,
 * proxies and other people's passwords, and finding the system's would start git.
 */
final class NoSettings extends SystemReader.Delegate {
  private NoSettings(SystemReader machine) {
    super(machine);
  }

  /** For the whole process, which uses JGit here only. */
  static void use() {
    SystemReader machine = SystemReader.getInstance();
    if (!(machine instanceof NoSettings)) {
      SystemReader.setInstance(new NoSettings(machine));
    }
  }

  @Override
  public @Nullable String getenv(String name) {
    return name.startsWith("GIT_") || name.startsWith("XDG_") ? null : super.getenv(name);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
