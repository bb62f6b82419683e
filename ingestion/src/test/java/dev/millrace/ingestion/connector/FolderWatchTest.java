package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createDirectories(temp.resolve("root"));
    Files.createDirectories(root.resolve("old"));
    Files.writeString(root.resolve("old/a.txt"), "one");
  }

  @Test
  void tellsOfWhatIsChangedAddedAndRemoved() throws Exception {
    try (ChangeWatch watch = watch()) {
      Files.writeString(root.resolve("old/a.txt"), "two");
      assertThat(watch.await(LONG)).isTrue();
      assertThat(watch.await(Duration.ZERO)).isFalse();

      Files.createDirectories(root.resolve("new/deep"));
      assertThat(watch.await(LONG)).isTrue();
      Files.writeString(root.resolve("new/deep/b.txt"), "b");
      assertThat(watch.await(LONG)).isTrue();

      Files.delete(root.resolve("new/deep/b.txt"));
      assertThat(watch.await(LONG)).isTrue();
      Files.move(root.resolve("old"), root.resolve("moved"));
      assertThat(watch.await(LONG)).isTrue();
      Files.writeString(root.resolve("moved/a.txt"), "three");
      assertThat(watch.await(LONG)).isTrue();
    }
  }

  @Test
  void rulesMatterAndLitterDoesNot() throws Exception {
    try (ChangeWatch watch = watch()) {
      Files.writeString(root.resolve(".a.txt.swp"), "x");
      Files.writeString(root.resolve("old/~$a.docx"), "x");
      assertThat(watch.await(Duration.ofMillis(400))).isFalse();

      Files.writeString(root.resolve("old/.millrace.yml"), "readers: everyone");
      assertThat(watch.await(LONG)).isTrue();
    }
  }

  @Test
  void whatAHiddenLinkIsTurnedToMatters() throws Exception {
    Files.createDirectories(root.resolve(".v1"));
    Files.writeString(root.resolve(".v1/doc.txt"), "one");
    Files.createSymbolicLink(root.resolve(".data"), Path.of(".v1"));
    Files.createSymbolicLink(root.resolve("doc.txt"), Path.of(".data/doc.txt"));
    try (ChangeWatch watch = watch()) {
      Files.createDirectories(root.resolve(".v2"));
      Files.writeString(root.resolve(".v2/doc.txt"), "two");
      Files.delete(root.resolve(".data"));
      Files.createSymbolicLink(root.resolve(".data"), Path.of(".v2"));
      assertThat(watch.await(LONG)).isTrue();

      Files.writeString(root.resolve(".v2/doc.txt"), "three");
      assertThat(watch.await(LONG)).isTrue();
    }
  }

  @Test
  void aFolderThatIsGoneCanNotBeWatched() throws Exception {
    try (ChangeWatch watch = watch()) {
      Files.move(root, temp.resolve("elsewhere"));
      Files.delete(temp.resolve("elsewhere/old/a.txt"));
      Files.delete(temp.resolve("elsewhere/old"));
      Files.delete(temp.resolve("elsewhere"));

      assertThatThrownBy(() -> watch.await(LONG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("root");
    }
  }

  @Test
  void looksWhereItIsNotTold() throws Exception {
    try (ChangeWatch poll = new FolderPoll(new FolderWalk(root))) {
      assertThat(poll.await(Duration.ofMillis(10))).isFalse();
      Files.writeString(root.resolve("old/.millrace.yml"), "readers: everyone");
      assertThat(poll.await(LONG)).isTrue();
      Files.writeString(root.resolve("old/a.txt"), "longer");
      assertThat(poll.await(LONG)).isTrue();
      assertThat(poll.await(Duration.ofMillis(10))).isFalse();
    }
  }

  private ChangeWatch watch() throws IOException {
    return new FolderConnector(root, Globs.of(List.of()), Globs.of(List.of()))
        .watch()
        .orElseThrow();
  }
}
