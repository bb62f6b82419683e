package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.Rights;
import java.util.function.Function;

/** The rights that a document is written with, as they are at that moment. */
interface RightsNow {
  /** What they are; they may change at once. */
  Rights now();

  /** Writes with them; they don't change until that is done. */
  <T> T holding(Function<Rights, T> write);
}
