package dev.millrace.orchestration.tier;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.QuestionClass;
import java.util.Set;

/**
 * A model of the fleet.
 *
 * @param name as requests name it
 * @param tier the name of the tier that serves it
 * @param skills kinds of question that a specialist is for; of no effect on a generalist
 * @param contextTokens the most tokens that it reads and writes in one call
 * @param sees whether it takes images
 */
public record FleetModel(
    String name,
    String tier,
    ModelRole role,
    Set<QuestionClass> skills,
    Engine engine,
    Price price,
    int contextTokens,
    boolean sees) {
  public FleetModel {
    requireNonNull(name, "name");
    requireNonNull(tier, "tier");
    requireNonNull(role, "role");
    skills = Set.copyOf(skills);
    requireNonNull(engine, "engine");
    requireNonNull(price, "price");
    if (contextTokens < 1) {
      throw new IllegalArgumentException("model " + name + " has no context");
    }
    if (role == ModelRole.SPECIALIST && skills.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " is a specialist without skills");
    }
  }

  /** Whether it writes, rather than quotes. */
  public boolean generative() {
    return engine instanceof Engine.Generative;
  }

  /** Whether it is for questions of this kind. */
  public boolean takes(QuestionClass kind) {
    return role == ModelRole.GENERALIST || skills.contains(kind);
  }
}
