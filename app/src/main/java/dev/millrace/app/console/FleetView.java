package dev.millrace.app.console;

import java.util.List;
import java.util.OptionalLong;

/** The fleet as the console shows it: supplied by whoever runs the tiers. */
public interface FleetView {
  /**
   * A tier: hardware that serves models.
   *
   * @param hardware in words: "2 × L4"
   * @param replicas how many of it
   * @param slots requests that it takes at a time, over all replicas
   * @param busy slots in use at this moment
   * @param waiting requests that wait for a slot
   * @param clearance the most sensitive text that it may be given, in words
   * @param price in words: "0.40 EUR an hour"
   */
  record TierCard(
      String name,
      String hardware,
      int replicas,
      int slots,
      int busy,
      int waiting,
      String clearance,
      String price,
      List<ModelCard> models) {
    public TierCard {
      models = List.copyOf(models);
    }
  }

  /**
   * A model on a tier.
   *
   * @param role generalist, specialist or classifier
   * @param state how it is, in a word
   * @param healthy whether that state is good
   * @param calls since the server started
   * @param failures of those calls
   * @param p50Ms half of the calls took at most that long, in milliseconds; empty before the first
   */
  record ModelCard(
      String name,
      String role,
      String provider,
      List<String> skills,
      String state,
      boolean healthy,
      long calls,
      long failures,
      OptionalLong p50Ms) {
    public ModelCard {
      skills = List.copyOf(skills);
    }
  }

  /** The tiers as they are at this moment. */
  List<TierCard> tiers();
}
