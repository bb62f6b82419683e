package dev.millrace.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An upload for machines: one JSON object a file, and a summary as the last line. */
final class JsonLines implements UploadListener {
  private final PrintStream out;

  JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void listed(int files) {}

  @Override
  public void hashed(String externalId) {}

  @Override
  public void agreed(int total, List<LocalFile> wanted) {}

  @Override
  public void sending(LocalFile file) {}

  @Override
  public void ended(FileOutcome outcome) {
    // One call a line: several threads end files at once.
    out.println(Json.write(outcome));
  }

  /**
   * The last line.
   *
   * @param run as the server has closed it, or null where it was stopped from here
   */
  void summary(@Nullable RunView run, Tally tally) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("runId", run == null ? null : run.id());
    summary.put("state", run == null ? "cancelled" : run.state());
    summary.put("position", run == null ? null : run.position());
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      summary.put(kind.wire(), tally.count(kind));
    }
    summary.put("seconds", seconds(tally.elapsed()));
    out.println(Json.write(Map.of("summary", summary)));
  }

  private static double seconds(Duration elapsed) {
    return elapsed.toMillis() / 1000.0;
  }
}
