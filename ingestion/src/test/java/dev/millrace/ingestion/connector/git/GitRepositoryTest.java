package dev.millrace.ingestion.connector.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Mirror;
import dev.millrace.ingestion.connector.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git has and other places have not. */
class GitRepositoryTest {
  @TempDir Path temp;
  private GitServer server;

  @BeforeEach
  void makeRepository() throws Exception {
    server = new GitServer(temp.resolve("repo"), Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Connector connect(String... more) {
    return server.connect(temp.resolve("cache"), InstantSource.system(), more);
  }

  @Test
  void tellsOnlyWhatDiffersAndDownloadsLittleForIt() throws Exception {
    Random random = new Random(7);
    for (int n = 0; n < 40; n++) {
      byte[] noise = new byte[6_000];
      random.nextBytes(noise);
      server.write("folder-" + n % 4 + "/" + n + ".txt", java.util.HexFormat.of().formatHex(noise));
    }
    server.commit();
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);
      assertThat(mirror.items()).hasSize(40);
      long first = server.sent.get();

      server.put("folder-1/new.txt", "new");
      server.remove("folder-2/2.txt");
      mirror.follow(connector);

      assertThat(mirror.changed()).isEqualTo(1);
      assertThat(mirror.items()).hasSize(40).containsKey("folder-1/new.txt");
      assertThat(server.sent.get() - first).isLessThan(first / 10);

      long before = server.sent.get();
      mirror.follow(connector);
      assertThat(mirror.changed()).isZero();
      assertThat(server.sent.get() - before).isLessThan(2_000);
    }
  }

  @Test
  void aBranchThatWasOverwrittenIsAChangeLikeAnyOther() throws Exception {
    server.put("a.txt", "one");
    ObjectId start = server.git.getRepository().resolve("HEAD");
    server.put("b.txt", "two");
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);

      server.git.reset().setMode(ResetType.HARD).setRef(start.name()).call();
      server.put("c.txt", "three");
      mirror.follow(connector);

      assertThat(mirror.texts(connector)).isEqualTo(Map.of("a.txt", "one", "c.txt", "three"));
    }
  }

  @Test
  void aFileInTheWayOfAFolderGoesAndBack() throws Exception {
    server.put("a", "a file");
    server.put("a.b", "between");
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);
      server.remove("a");
      server.put("a/inside", "in a folder");
      mirror.follow(connector);
      assertThat(mirror.items()).containsOnlyKeys("a.b", "a/inside");

      server.remove("a/inside");
      Files.deleteIfExists(server.folder.resolve("a"));
      server.put("a", "a file again");
      mirror.follow(connector);
      assertThat(mirror.texts(connector)).isEqualTo(Map.of("a", "a file again", "a.b", "between"));
    }
  }

  @Test
  void leavesOutWhatIsNotWantedAndSaysWhatItCannotRead() throws Exception {
    server.write("docs/guide.md", "text");
    server.write("docs/drafts/new.md", "draft");
    server.write("docs/photo.png", "picture");
    server.write("other/else.md", "elsewhere");
    server.write(
        "docs/large.md",
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + "0".repeat(64)
            + "\nsize 12345\n");
    server.commit();
    Files.createSymbolicLink(server.folder.resolve("docs/link.md"), Path.of("guide.md"));
    server.commit();
    addSubmodule("docs/sub.md");
    try (Connector connector = connect("path", "/docs/", "include", "*.md", "exclude", "drafts/")) {
      Mirror mirror = new Mirror().follow(connector);

      assertThat(mirror.texts(connector)).isEqualTo(Map.of("docs/guide.md", "text"));
      assertThat(mirror.unusable())
          .extracting(Unusable::externalId)
          .containsExactlyInAnyOrder("docs/large.md", "docs/link.md", "docs/sub.md");
      assertThat(mirror.unusable()).noneMatch(Unusable::failed);
      assertThat(mirror.unusable().getFirst().reason()).contains("LFS");
    }
  }

  private void addSubmodule(String path) throws Exception {
    DirCache index = server.git.getRepository().lockDirCache();
    DirCacheEditor editor = index.editor();
    editor.add(
        new DirCacheEditor.PathEdit(path) {
          @Override
          public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.GITLINK);
            entry.setObjectId(ObjectId.fromString("1".repeat(40)));
          }
        });
    editor.commit();
    server
        .git
        .commit()
        .setMessage("sub")
        .setAuthor("somebody", "somebody@example.com")
        .setCommitter("somebody", "somebody@example.com")
        .setSign(false)
        .call();
  }

  @Test
  void aFileThatBecameALinkIsGone() throws Exception {
    server.put("a.md", "one");
    server.put("b.md", "two");
    try (Connector connector = connect()) {
      Mirror mirror = new Mirror().follow(connector);
      Item item = Objects.requireNonNull(mirror.items().get("a.md"));
      Files.delete(server.folder.resolve("a.md"));
      Files.createSymbolicLink(server.folder.resolve("a.md"), Path.of("b.md"));
      server.commit();
      mirror.follow(connector);

      assertThat(mirror.items()).containsOnlyKeys("b.md");
      assertThat(Mirror.text(connector, item)).contains("symbolic link");
    }
  }

  @Test
  void aLargeFileIsStreamed() throws Exception {
    byte[] large = new byte[3_000_000];
    new Random(1).nextBytes(large);
    Files.write(server.folder.resolve("large.bin"), large);
    server.commit();
    try (Connector connector = connect()) {
      Item item = new Mirror().follow(connector).items().values().iterator().next();
      assertThat(item.size()).hasValue(large.length);
      try (Fetched fetched = connector.fetch(item)) {
        assertThat(((Fetched.Content) fetched).bytes().readAllBytes()).isEqualTo(large);
      }
    }
  }

  @Test
  void readsAnotherBranchOrARepositoryOnDisk() throws Exception {
    server.put("a.txt", "main");
    server.git.checkout().setCreateBranch(true).setName("next/one").call();
    server.put("a.txt", "next");
    server.git.checkout().setName("main").call();
    try (Connector connector = connect("branch", "next/one");
        Connector local = connect("url", server.folder.toUri().toString())) {
      assertThat(new Mirror().follow(connector).texts(connector)).containsEntry("a.txt", "next");
      assertThat(new Mirror().follow(local).texts(local)).containsEntry("a.txt", "main");
      assertThat(local.test()).contains("branch main");
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertWrong(connect(), "no commits");
    server.put("a.txt", "one");
    assertWrong(connect("branch", "none"), "no branch none", "settings.branch");
    assertWrong(connect("url", server.url("/elsewhere")), "redirects to 127.0.0.1");
    assertWrong(connect("url", "http://169.254.169.254/x.git"), "link-local");
    assertWrong(connect("url", "http://no-such-host.invalid/x.git"), "no-such-host.invalid");
    try (Connector connector = connect("path", "none")) {
      assertThatThrownBy(() -> new Mirror().follow(connector))
          .hasMessageContaining("settings.path");
    }
    try (GitServer closed = new GitServer(temp.resolve("other"), Optional.of("me:right"))) {
      closed.put("a.txt", "one");
      assertWrong(connect("url", closed.url()), "set settings.token");
      assertWrong(connect("url", closed.url(), "token", "wrong"), "refuses settings.token");
      try (Connector connector = connect("url", closed.url(), "username", "me", "token", "right")) {
        assertThat(connector.test()).contains("branch main");
      }
    }
  }

  private static void assertWrong(Connector connector, String... parts) {
    try (connector) {
      assertThatThrownBy(connector::test)
          .isInstanceOf(IOException.class)
          .message()
          .contains(parts)
          .doesNotContain("wrong");
    }
  }

  @Test
  void refusesSettingsThatCannotBeRight() {
    assertThatThrownBy(() -> connect("url", "ssh://git@github.com/a/b.git"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings.url");
    assertThatThrownBy(() -> connect("branch", "a..b")).hasMessageContaining("settings.branch");
    assertThatThrownBy(() -> connect("link", "https://x/{what}"))
        .hasMessageContaining("settings.link");
  }
}
