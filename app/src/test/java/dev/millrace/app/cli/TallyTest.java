package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final SettableClock clock = new SettableClock();
  private final Tally tally = new Tally(clock);

  private static LocalFile file(String id, long size) {
    return new LocalFile(id, Path.of(id), null, size);
  }

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
    List<LocalFile> wanted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      wanted.add(file("new-" + i, 100));
    }
    tally.listed(100);
    tally.agreed(100, wanted);
    for (int i = 0; i < 40; i++) {
      ends("unchanged-" + i, FileOutcome.Kind.UNCHANGED);
    }
    clock.pass(Duration.ofSeconds(30));
    for (int i = 0; i < 20; i++) {
      tally.sending(wanted.get(i));
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
  void aLargeFileCountsForMoreThanASmallOne() {
    LocalFile large = file("large.pdf", 1_000_000 - 8_192);
    LocalFile small = file("small.md", 1_000_000 / 4 - 8_192);
    tally.agreed(2, List.of(large, small));
    tally.sending(large);
    clock.pass(Duration.ofSeconds(8));
    ends("large.pdf", FileOutcome.Kind.ADDED);

    assertThat(tally.progress().left()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void saysNothingOfTheTimeLeftBeforeSomethingIsDone() {
    LocalFile large = file("large.pdf", 1_000_000);
    LocalFile small = file("small.md", 10);
    tally.agreed(2, List.of(large, small));
    tally.sending(small);
    tally.sending(large);
    ends("small.md", FileOutcome.Kind.ADDED);
    clock.pass(Duration.ofSeconds(8));

    assertThat(tally.progress().left()).isNull();
  }

  @Test
  void namesTheFileThatIsWaitedForLongest() {
    tally.agreed(3, List.of());
    tally.sending(file("slow.pdf", 9));
    tally.sending(file("quick.md", 1));
    ends("quick.md", FileOutcome.Kind.ADDED);
    tally.sending(file("third.md", 1));

    assertThat(tally.progress().current()).isEqualTo("slow.pdf");
  }

  @Test
  void removedFilesAreCountedButNotDone() {
    tally.agreed(1, List.of());
    ends("here.md", FileOutcome.Kind.UNCHANGED);
    ends("gone.md", FileOutcome.Kind.REMOVED);

    assertThat(tally.progress().done()).isEqualTo(1);
    assertThat(tally.count(FileOutcome.Kind.REMOVED)).isEqualTo(1);
  }
}
