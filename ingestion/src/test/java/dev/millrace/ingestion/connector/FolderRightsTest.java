package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .millrace.yml} and patterns do to what a folder tells. */
class FolderRightsTest {
  @TempDir Path temp;

  @Test
  void theNearestFileCountsAndMetadataIsMerged() throws Exception {
    write("a.txt");
    write("hr/b.txt");
    write("hr/pay/c.txt");
    write(".millrace.yml", "readers: everyone\nmetadata: {company: Acme, unit: all}");
    write("hr/.millrace.yml", "readers: group:hr\nsensitivity: internal\nmetadata: {unit: hr}");
    write("hr/pay/.millrace.yml", "sensitivity: restricted");

    Map<String, Item> items = follow().items();

    assertThat(readers(items, "a.txt")).isEqualTo(Set.of(Principal.EVERYONE));
    assertThat(readers(items, "hr/b.txt")).isEqualTo(Set.of(Principal.group("hr")));
    assertThat(readers(items, "hr/pay/c.txt")).isEqualTo(Set.of(Principal.group("hr")));
    assertThat(item(items, "hr/pay/c.txt").facts().rights().sensitivity())
        .contains(Sensitivity.RESTRICTED);
    assertThat(item(items, "hr/pay/c.txt").facts().metadata())
        .isEqualTo(Map.of("company", "Acme", "unit", "hr"));
  }

  @Test
  void changedRightsAreANewVersionOfWhatTheyGovern() throws Exception {
    write("a.txt");
    write("hr/b.txt");
    write("hr/.millrace.yml", "readers: group:hr");
    Map<String, Item> before = new HashMap<>(follow().items());

    write("hr/.millrace.yml", "readers: group:board");
    Map<String, Item> after = follow().items();

    assertThat(item(after, "a.txt").version())
        .isNotNull()
        .isEqualTo(item(before, "a.txt").version());
    assertThat(item(after, "hr/b.txt").version())
        .isNotNull()
        .isNotEqualTo(item(before, "hr/b.txt").version());
  }

  @Test
  void aMistakeMakesWhatItGovernsUnusableAndNothingElse() throws Exception {
    write("a.txt");
    write("hr/b.txt");
    write("hr/pay/c.txt");
    write("hr/pay/.millrace.yml", "readers: group:hr");
    write("hr/.millrace.yml", "sensitivity: internal\nreader: group:hr");

    Mirror mirror = follow();

    assertThat(mirror.items()).containsOnlyKeys("a.txt");
    assertThat(mirror.unusable())
        .extracting(Unusable::externalId)
        .containsExactly("hr/b.txt", "hr/pay/c.txt");
    assertThat(mirror.unusable())
        .allMatch(Unusable::failed)
        .allMatch(one -> one.reason().contains("hr/.millrace.yml, line 2: there is no \"reader\""));
  }

  @Test
  void whatIsNoReadableFileOfRulesIsAMistakeToo() throws Exception {
    write("link/a.txt");
    Files.createSymbolicLink(temp.resolve("root/link/.millrace.yml"), Path.of("nowhere"));
    write("out/a.txt");
    Files.writeString(temp.resolve("rules"), "readers: everyone");
    Files.createSymbolicLink(temp.resolve("root/out/.millrace.yml"), temp.resolve("rules"));
    write("folder/a.txt");
    Files.createDirectory(temp.resolve("root/folder/.millrace.yml"));
    write("name/a.txt");
    write("name/.millrace.yaml", "readers: everyone");

    Mirror mirror = follow();

    assertThat(mirror.items()).isEmpty();
    assertThat(mirror.unusable())
        .extracting(Unusable::externalId, one -> one.reason().replaceAll(".*[.]ya?ml[:,]? ", ""))
        .containsExactly(
            tuple("folder/a.txt", "not a regular file"),
            tuple("link/a.txt", "is a link to what isn't there"),
            tuple("name/a.txt", "is not read: call it .millrace.yml"),
            tuple("out/a.txt", "a link that leads out of the folder"));
  }

  @Test
  void onlyWhatIsWantedIsTold() throws Exception {
    write("a.txt");
    write("b.md");
    write("old/c.txt");
    write("old/d.md");

    assertThat(follow("include", "*.txt, b.*", "exclude", "old/").items())
        .containsOnlyKeys("a.txt", "b.md");
  }

  private Mirror follow(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("path", temp.resolve("root").toString());
    for (int n = 0; n < more.length; n += 2) {
      settings.put(more[n], more[n + 1]);
    }
    FolderType type = new FolderType();
    try (Connector connector =
        type.open(SourceSettings.of(type.kind(), type.settings(), settings))) {
      return new Mirror().follow(connector);
    }
  }

  private static Item item(Map<String, Item> items, String id) {
    return Objects.requireNonNull(items.get(id), id);
  }

  private static Set<Principal> readers(Map<String, Item> items, String id) {
    return item(items, id).facts().rights().readers().orElseThrow();
  }

  private void write(String name) throws IOException {
    write(name, "abc");
    Files.setLastModifiedTime(
        temp.resolve("root").resolve(name), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve("root").resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
