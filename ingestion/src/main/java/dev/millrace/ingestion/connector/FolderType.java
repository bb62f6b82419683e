package dev.millrace.ingestion.connector;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Folders that the server can read. */
public final class FolderType implements ConnectorType {
  private static final String PATH = "path";

  @Override
  public SourceKind kind() {
    return SourceKind.FOLDER;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(SettingSpec.required(PATH, "the folder, as the server sees it"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    try {
      return new FolderConnector(Path.of(settings.text(PATH)));
    } catch (InvalidPathException e) {
      throw settings.wrong(PATH, "is no path: " + e.getReason());
    }
  }
}
