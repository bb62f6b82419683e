package dev.millrace.ingestion.connector;

import static java.util.Objects.requireNonNull;

/**
 * Something that is there and can't be fetched. What lies below it, if it is a folder, is not
 * listed either and so must not be taken for gone.
 *
 * @param failed whether something is wrong, as opposed to being left out on purpose
 * @param reason for people
 */
public record Unusable(String externalId, boolean failed, String reason) {
  public Unusable {
    requireNonNull(externalId, "externalId");
    requireNonNull(reason, "reason");
  }

  /** Whether this is why an item of that name is not listed. */
  public boolean covers(String missing) {
    return missing.equals(externalId) || missing.startsWith(externalId + "/");
  }
}
