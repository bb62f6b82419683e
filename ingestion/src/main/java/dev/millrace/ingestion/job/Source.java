package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Where documents come from.
 *
 * @param name unique within the workspace; 1 to 200 characters
 * @param settings of a folder: {@code path}
 * @param rights of documents that bring none of their own
 */
public record Source(
    UUID id,
    WorkspaceId workspace,
    String name,
    SourceKind kind,
    Map<String, String> settings,
    Rights rights,
    Instant createdAt) {
  private static final int LONGEST_NAME = 200;

  /** The setting of a folder source that says which folder. */
  public static final String PATH = "path";

  public Source {
    requireNonNull(id, "id");
    requireNonNull(workspace, "workspace");
    checkedName(name);
    requireNonNull(kind, "kind");
    settings = Map.copyOf(settings);
    requireNonNull(rights, "rights");
    requireNonNull(createdAt, "createdAt");
    for (String setting : settings.keySet()) {
      if (kind != SourceKind.FOLDER || !setting.equals(PATH)) {
        throw new IllegalArgumentException(
            "a source of kind " + kind.wire() + " has no setting \"" + setting + "\"");
      }
    }
    if (kind == SourceKind.FOLDER && settings.getOrDefault(PATH, "").isBlank()) {
      throw new IllegalArgumentException(
          "a folder source needs settings.path, the folder as the server sees it");
    }
  }

  /**
   * The name, if a source can be called so.
   *
   * @throws IllegalArgumentException if it can't
   */
  public static String checkedName(String name) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints()
            .anyMatch(
                c ->
                    Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))) {
      throw new IllegalArgumentException(
          "a source's name has 1 to " + LONGEST_NAME + " characters and no control characters");
    }
    return name;
  }
}
