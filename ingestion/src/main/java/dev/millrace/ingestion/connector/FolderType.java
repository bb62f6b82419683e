package dev.millrace.ingestion.connector;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Folders that the server can read. */
public final class FolderType implements ConnectorType {
  private static final String PATH = "path";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";

  @Override
  public SourceKind kind() {
    return SourceKind.FOLDER;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.required(PATH, "the folder, as the server sees it"),
        SettingSpec.optional(
            INCLUDE, "patterns of the files that are wanted, with commas between: *.pdf, hr/**"),
        SettingSpec.optional(
            EXCLUDE, "patterns of the files that are not wanted, whatever include says"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    try {
      return new FolderConnector(
          Path.of(settings.text(PATH)), globs(settings, INCLUDE), globs(settings, EXCLUDE));
    } catch (InvalidPathException e) {
      throw settings.wrong(PATH, "is no path: " + e.getReason());
    }
  }

  private static Globs globs(SourceSettings settings, String name) {
    try {
      return Globs.of(settings.list(name));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(name, "can't be: " + e.getMessage());
    }
  }
}
