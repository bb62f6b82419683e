package dev.millrace.app.console;

import java.util.List;

/** The tiers with their models, as they are at this moment. */
record TiersPage(Shell shell, List<TierCard> tiers) {
  /**
   * A tier: hardware that serves models.
   *
   * @param capacity requests that it takes at a time, over all replicas
   * @param busy of them in use
   * @param waiting requests that wait for a slot
   * @param clearance the most sensitive text that it may be given
   */
  record TierCard(
      String name,
      String hardware,
      String machines,
      int capacity,
      int busy,
      int waiting,
      String clearance,
      List<ModelCard> models) {
    TierCard {
      models = List.copyOf(models);
    }
  }

  /**
   * A model on a tier.
   *
   * @param provider who serves it, in words
   * @param skills kinds of question that it is for
   * @param price for a million tokens, in words
   * @param state in a word, from its calls of the last hour
   * @param tone class of the state's badge
   * @param p50 half of the calls took at most that long; empty before the first
   */
  record ModelCard(
      String name,
      String role,
      String provider,
      String skills,
      String price,
      String state,
      String tone,
      long calls,
      long failures,
      String p50) {}

  TiersPage {
    tiers = List.copyOf(tiers);
  }
}
