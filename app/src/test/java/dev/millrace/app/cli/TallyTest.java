package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final SettableClock clock = new SettableClock();
  private final Tally tally = new Tally(clock);

  private void ends(String id, FileOutcome.Kind kind) {
    tally.ended(new FileOutcome(id, kind, null, 1));
  }

  @Test
  void showsTheReadingOfFilesFirst() {
    tally.listed(3);
    tally.hashed("a.md");

    assertThat(tally.progress())
        .isEqualTo(new Progress("reading", 1, 3, Map.of(), 0, null, "a.md"));
  }

  @Test
  void ratesOnlyWhatWasSent() {
    tally.listed(100);
    tally.agreed(100);
    for (int i = 0; i < 40; i++) {
      ends("unchanged-" + i, FileOutcome.Kind.UNCHANGED);
    }
    clock.pass(Duration.ofSeconds(30));
    for (int i = 0; i < 20; i++) {
      tally.sending("new-" + i);
      ends("new-" + i, FileOutcome.Kind.ADDED);
      clock.pass(Duration.ofMillis(500));
    }

    Progress progress = tally.progress();
    assertThat(progress.done()).isEqualTo(60);
    assertThat(progress.perSecond()).isEqualTo(2.0);
    assertThat(progress.left()).isEqualTo(Duration.ofSeconds(20));
    assertThat(progress.counts())
        .isEqualTo(Map.of(FileOutcome.Kind.UNCHANGED, 40, FileOutcome.Kind.ADDED, 20));
  }

  @Test
  void namesTheFileThatIsWaitedForLongest() {
    tally.agreed(3);
    tally.sending("slow.pdf");
    tally.sending("quick.md");
    ends("quick.md", FileOutcome.Kind.ADDED);
    tally.sending("third.md");

    assertThat(tally.progress().current()).isEqualTo("slow.pdf");
  }

  @Test
  void removedFilesAreCountedButNotDone() {
    tally.agreed(1);
    ends("here.md", FileOutcome.Kind.UNCHANGED);
    ends("gone.md", FileOutcome.Kind.REMOVED);

    assertThat(tally.progress().done()).isEqualTo(1);
    assertThat(tally.count(FileOutcome.Kind.REMOVED)).isEqualTo(1);
  }
}
