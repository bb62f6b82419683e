package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where documents come from.
 *
 * @param name unique within the workspace; 1 to 200 characters
 * @param settings those of its kind that are not secret
 * @param secrets the names of the secret ones that are set
 * @param rights of documents that bring none of their own
 */
public record Source(
    UUID id,
    WorkspaceId workspace,
    String name,
    SourceKind kind,
    Map<String, String> settings,
    Set<String> secrets,
    Rights rights,
    Visits visits,
    Instant createdAt) {
  private static final int LONGEST_NAME = 200;

  public Source {
    requireNonNull(id, "id");
    requireNonNull(workspace, "workspace");
    checkedName(name);
    requireNonNull(kind, "kind");
    settings = Map.copyOf(settings);
    secrets = Set.copyOf(secrets);
    requireNonNull(rights, "rights");
    requireNonNull(visits, "visits");
    requireNonNull(createdAt, "createdAt");
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
