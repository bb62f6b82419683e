package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

/** The most sensitive text that a tier, or a model outside this process, may be given. */
public record Clearance(Sensitivity highest) {
  /** For what runs inside this process: text does not leave it. */
  public static final Clearance ALL = new Clearance(Sensitivity.RESTRICTED);

  public Clearance {
    requireNonNull(highest, "highest");
  }

  /** Whether text of this sensitivity may go there. */
  public boolean permits(Sensitivity sensitivity) {
    return sensitivity.compareTo(highest) <= 0;
  }
}
