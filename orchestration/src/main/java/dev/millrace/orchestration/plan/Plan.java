package dev.millrace.orchestration.plan;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Who tries to answer, in what order, and who does not.
 *
 * @param attempts first the one that is made first; may be empty
 * @param rejected every other model, with the reason
 */
public record Plan(List<Attempt> attempts, List<Rejected> rejected, Policy policy) {
  public Plan {
    attempts = List.copyOf(attempts);
    rejected = List.copyOf(rejected);
    requireNonNull(policy, "policy");
  }

  /**
   * One model on its tier.
   *
   * @param evidence what it may be given, best first
   * @param withheld passages that its tier is not cleared for
   * @param estimate of the cost, in the fleet's currency
   * @param reason why it has its place
   */
  public record Attempt(
      FleetModel model,
      Tier tier,
      List<Evidence> evidence,
      int withheld,
      BigDecimal estimate,
      String reason) {
    public Attempt {
      requireNonNull(model, "model");
      requireNonNull(tier, "tier");
      evidence = List.copyOf(evidence);
      requireNonNull(estimate, "estimate");
      requireNonNull(reason, "reason");
    }
  }

  /** A model that is not tried. */
  public record Rejected(String model, String tier, Why why, String reason) {
    public Rejected {
      requireNonNull(model, "model");
      requireNonNull(tier, "tier");
      requireNonNull(why, "why");
      requireNonNull(reason, "reason");
    }
  }

  /** What speaks against a model. */
  public enum Why {
    /** Another was named. */
    NOT_NAMED,
    /** It has other skills. */
    OTHER_SKILLS,
    /** It only quotes, and nothing is to be quoted from. */
    ONLY_QUOTES,
    /** It doesn't take images. */
    BLIND,
    /** Its tier may not read what would have to be sent. */
    CLEARANCE,
    /** It would cost more than the request allows. */
    TOO_EXPENSIVE,
    /** What has to be sent is longer than it reads. */
    TOO_LONG
  }

  /** The reason against that model, if it is not tried. */
  public Optional<Rejected> against(String model) {
    return rejected.stream().filter(one -> one.model().equals(model)).findFirst();
  }
}
