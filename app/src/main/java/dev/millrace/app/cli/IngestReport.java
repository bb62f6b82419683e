package dev.millrace.app.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Follows an upload for {@code ingest} and tells how it went, to people or to machines. */
final class IngestReport implements UploadListener {
  private static final int MOST_LISTED = 50;

  private final Terminal terminal;
  private final Tally tally;
  private final @Nullable JsonLines json;
  private final List<FileOutcome> listed = new ArrayList<>();

  IngestReport(Terminal terminal, InstantSource clock, boolean json) {
    this.terminal = terminal;
    this.tally = new Tally(clock);
    this.json = json ? new JsonLines(terminal.out()) : null;
  }

  Progress progress() {
    return tally.progress();
  }

  @Override
  public void listed(int files) {
    tally.listed(files);
  }

  @Override
  public void hashed(String externalId) {
    tally.hashed(externalId);
  }

  @Override
  public void agreed(int total, List<LocalFile> wanted) {
    tally.agreed(total, wanted);
  }

  @Override
  public void sending(LocalFile file) {
    tally.sending(file);
  }

  @Override
  public void ended(FileOutcome outcome) {
    tally.ended(outcome);
    if (json != null) {
      json.ended(outcome);
    } else if (isTrouble(outcome.outcome())) {
      synchronized (listed) {
        if (listed.size() < MOST_LISTED) {
          listed.add(outcome);
        }
      }
    }
  }

  /** The end of a run that the server has closed; an exit code. */
  int completed(RunView run) {
    boolean done = run.state().equals("done");
    if (json != null) {
      json.summary(run, tally);
    } else {
      terminal.out().println(counts() + " in " + ProgressLine.time(tally.elapsed()));
      listTrouble(run.id());
    }
    if (run.state().equals("asking")) {
      terminal
          .err()
          .println(
              "millrace: nothing is removed yet"
                  + reason(run)
                  + "\nAgree with: ./millrace runs confirm "
                  + run.id()
                  + "\nOr ingest with --remove-missing, which agrees beforehand.");
    } else if (!done) {
      terminal
          .err()
          .println("millrace: the run " + run.state() + reason(run) + " (" + run.id() + ")");
    }
    return done ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** The end of a run that was stopped from here. */
  void stopped() {
    if (json != null) {
      json.summary(null, tally);
    }
    terminal
        .err()
        .println(
            "Stopped. So far: "
                + counts()
                + ". The next ingest of this folder goes on from there.");
  }

  private static String reason(RunView run) {
    return run.reason() == null ? "" : ": " + run.reason();
  }

  private static boolean isTrouble(FileOutcome.Kind kind) {
    return switch (kind) {
      case SKIPPED, FAILED -> true;
      case ADDED, CHANGED, UNCHANGED, REMOVED -> false;
    };
  }

  /** What ended badly, a sentence each; the first {@value #MOST_LISTED}. */
  List<String> trouble() {
    synchronized (listed) {
      return listed.stream().map(outcome -> line(outcome).strip()).toList();
    }
  }

  /** Files by outcome, in words. */
  String counts() {
    int files = 0;
    StringJoiner parts = new StringJoiner(", ");
    for (FileOutcome.Kind kind : FileOutcome.Kind.values()) {
      int count = tally.count(kind);
      files += kind == FileOutcome.Kind.REMOVED ? 0 : count;
      if (count > 0) {
        parts.add(ProgressLine.grouped(count) + " " + kind.wire());
      }
    }
    String number = ProgressLine.grouped(files) + (files == 1 ? " file" : " files");
    return parts.length() == 0 ? number : number + ": " + parts;
  }

  private void listTrouble(String runId) {
    int all = tally.count(FileOutcome.Kind.SKIPPED) + tally.count(FileOutcome.Kind.FAILED);
    synchronized (listed) {
      for (FileOutcome outcome : listed) {
        terminal.out().println(line(outcome));
      }
      if (all > listed.size()) {
        int more = all - listed.size();
        terminal.out().println("  and " + more + " more: GET /api/runs/" + runId + "/outcomes");
      }
    }
  }

  private String line(FileOutcome outcome) {
    String word = String.format(Locale.ROOT, "  %-7s ", outcome.outcome().wire());
    String marked = outcome.outcome() == FileOutcome.Kind.FAILED ? terminal.red(word) : word;
    return marked
        + outcome.externalId()
        + ": "
        + (outcome.reason() == null ? "no reason given" : outcome.reason());
  }
}
