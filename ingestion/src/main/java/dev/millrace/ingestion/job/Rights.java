package dev.millrace.ingestion.job;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Sensitivity;

/** Who may read a document and how far its text may travel. */
public record Rights(AccessLabel label, Sensitivity sensitivity) {
  public Rights {
    requireNonNull(label, "label");
    requireNonNull(sensitivity, "sensitivity");
  }

  static Rights of(Known known) {
    return new Rights(known.label(), known.sensitivity());
  }

  /** These rights, with what a document brings along in their place. */
  Rights with(OwnRights own) {
    return new Rights(
        new AccessLabel(own.readers().orElse(label.allow()), own.denied().orElse(label.deny())),
        own.sensitivity().orElse(sensitivity));
  }
}
