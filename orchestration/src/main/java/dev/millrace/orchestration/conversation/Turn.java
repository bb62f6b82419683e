package dev.millrace.orchestration.conversation;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.Role;

/**
 * What one of the two said, oldest first in a history.
 *
 * @param text empty where it is withheld
 */
public record Turn(Role role, String text) {
  public Turn {
    requireNonNull(role, "role");
    requireNonNull(text, "text");
  }
}
