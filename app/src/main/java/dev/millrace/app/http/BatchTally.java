package dev.millrace.app.http;

import dev.millrace.ingestion.job.OutcomeKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of the lines of a batch so far. For one thread at a time. */
final class BatchTally {
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int lines;
  private int refused;

  BatchTally() {
    for (OutcomeKind kind : OutcomeKind.values()) {
      counts.put(kind.wire(), 0);
    }
  }

  void count(BatchResult result) {
    switch (result) {
      case BatchResult.Done done -> {
        lines++;
        counts.merge(done.outcome(), 1, Integer::sum);
      }
      case BatchResult.Refused _ -> {
        lines++;
        refused++;
      }
      case BatchResult.End _ -> {}
    }
  }

  BatchResult.Summary summary(long position) {
    return new BatchResult.Summary(lines, refused, counts, position);
  }
}
