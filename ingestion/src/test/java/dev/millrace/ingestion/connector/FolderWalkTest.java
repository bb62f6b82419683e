package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.millrace.ingestion.connector.Listing.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void makeFolder() throws IOException {
    root = Files.createDirectories(temp.resolve("root"));
  }

  @Test
  void listsFilesInOrderAndPassesOverLitter() throws IOException {
    write("b.txt");
    write("a/z.txt");
    write("a/b c.txt");
    write(".git/config");
    write(".DS_Store");
    write("Thumbs.db");
    write("~$draft.docx");

    Listing listing = new FolderWalk(root).list();

    assertThat(listing.items())
        .extracting(Found::externalId)
        .containsExactly("a/b c.txt", "a/z.txt", "b.txt");
    assertThat(listing.unusable()).isEmpty();
    assertThat(listing.items().getFirst().uri().toString()).endsWith("/a/b%20c.txt");
  }

  @Test
  void followsLinksThatStayInsideAndAddSomething() throws IOException {
    write(".store/v2/doc.txt");
    write("plain.txt");
    Files.createSymbolicLink(root.resolve("current"), Path.of(".store/v2"));
    Files.createSymbolicLink(root.resolve("again"), Path.of("plain.txt"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
    Files.createSymbolicLink(root.resolve("out"), temp);
    Files.createSymbolicLink(root.resolve("nowhere"), Path.of("gone"));
    Files.createSymbolicLink(root.resolve("self"), Path.of("self"));

    Listing listing = new FolderWalk(root).list();

    assertThat(listing.items())
        .extracting(Found::externalId)
        .containsExactly("current/doc.txt", "plain.txt");
    assertThat(listing.unusable())
        .extracting(Unusable::externalId)
        .containsExactly("again", "loop", "nowhere", "out", "self");
    assertThat(listing.unusable().get(1).reason()).contains("circle");
    assertThat(listing.unusable().get(3).reason()).contains("out of the folder");
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
    write("open.txt");
    write("locked.txt");
    write("closed/inside.txt");
    Files.setPosixFilePermissions(
        root.resolve("locked.txt"), PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        root.resolve("closed"), PosixFilePermissions.fromString("---------"));
    try {
      Listing listing = new FolderWalk(root).list();
      assertThat(listing.items()).extracting(Found::externalId).containsExactly("open.txt");
      assertThat(listing.unusable())
          .extracting(Unusable::externalId)
          .containsExactly("closed", "locked.txt");
      assertThat(listing.unusable()).allMatch(Unusable::failed);
      assertThat(listing.unusable().getFirst().covers("closed/inside.txt")).isTrue();
    } finally {
      Files.setPosixFilePermissions(
          root.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFolderThatIsNotThereIsAClearError() {
    assertThatThrownBy(() -> new FolderWalk(root.resolve("none")).list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> new FolderWalk(write("file")).list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a folder");
  }

  @Test
  void aFolderThatNamesItsReadersIsNotListedForThoseWhoCantHeedThem() throws IOException {
    write("a/b.txt");
    write("a/.millrace.yml");
    assertThatThrownBy(() -> new FolderWalk(root).list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/.millrace.yml says who may read what")
        .hasMessageContaining("a source of the kind folder");
  }

  @Test
  void opensAndHashes() throws IOException {
    write("a/b.txt");
    try (InputStream in = new FolderWalk(root).open("a/b.txt")) {
      assertThat(ContentHash.hexOf(in))
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    assertThatThrownBy(() -> new FolderWalk(root.resolve("a")).open("../b.txt"))
        .isInstanceOf(IOException.class);
  }

  private Path write(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, "abc".getBytes(StandardCharsets.UTF_8));
  }
}
