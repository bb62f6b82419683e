package dev.millrace.ingestion.job;

import dev.millrace.retrieval.store.StoreException;
import java.sql.SQLException;

/** Tells a database that can't be reached from one that refuses what it was asked. */
final class DatabaseAway {
  private DatabaseAway() {}

  /** Whether that is why, so that the same is worth another try later. */
  static boolean isBehind(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException store) {
        return store.unreachable();
      }
      if (cause instanceof SQLException sql) {
        return new StoreException(sql).unreachable();
      }
    }
    return false;
  }
}
