package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Set;

/**
 * Who may read a document and how far its text may travel.
 *
 * @param own the parts that the document brought along itself; the others are its source's, and
 *     change with it
 */
public record Rights(AccessLabel label, Sensitivity sensitivity, Set<Part> own) {
  /** What rights consist of. */
  public enum Part {
    READERS,
    DENIED,
    SENSITIVITY;

    /** As it is stored. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The part of that wire name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Part of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** A source's rights, or those of a document that brings none of its own. */
  public Rights(AccessLabel label, Sensitivity sensitivity) {
    this(label, sensitivity, Set.of());
  }

  public Rights {
    requireNonNull(label, "label");
    requireNonNull(sensitivity, "sensitivity");
    own = Set.copyOf(own);
  }

  /** These in a source of those rights: only what is the document's own stays. */
  public Rights within(Rights source) {
    return new Rights(
        new AccessLabel(
            (own.contains(Part.READERS) ? this : source).label.allow(),
            (own.contains(Part.DENIED) ? this : source).label.deny()),
        (own.contains(Part.SENSITIVITY) ? this : source).sensitivity,
        own);
  }
}
