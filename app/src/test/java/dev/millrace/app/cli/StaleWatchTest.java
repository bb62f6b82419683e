package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaleWatchTest {
  private final StaleWatch watch = new StaleWatch();

  private static SearchAnswer showing(String... words) {
    List<FoundPassage> passages =
        Stream.of(words)
            .map(word -> new FoundPassage("d", "e", "t", null, List.of(), "It is " + word + ".", 1))
            .toList();
    return new SearchAnswer(passages, 1, 1, List.of());
  }

  @Test
  void whatWasGoneBeforeTheSearchBeganIsStale() {
    String there = watch.newWord();
    String gone = watch.newWord();
    long before = System.nanoTime();
    watch.gone(gone);
    long after = System.nanoTime() + 1;

    assertThat(watch.examine(gone, before, showing(gone))).isFalse();
    assertThat(watch.checks()).isZero();
    assertThat(watch.examine(gone, after, showing())).isFalse();
    assertThat(watch.examine(there, after, showing(there, gone))).isTrue();
    assertThat(watch.examine("a question", after, showing(gone, gone))).isTrue();

    assertThat(watch.stale()).isEqualTo(3);
    assertThat(watch.checks()).isEqualTo(1);
    assertThat(watch.passages()).isEqualTo(5);
  }

  @Test
  void wordsDiffer() {
    Set<String> words = new HashSet<>();
    for (int n = 0; n < 10_000; n++) {
      words.add(watch.newWord());
    }
    assertThat(words).hasSize(10_000).allMatch(word -> word.matches("zq[a-z]{8}"));
  }

  @Test
  void somethingGoneIsOneOfThem() {
    assertThat(watch.someGone()).isEmpty();
    String word = watch.newWord();
    watch.gone(word);
    assertThat(watch.someGone()).contains(word);
  }
}
