package dev.millrace.ingestion.connector.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitAddressTest {
  @Test
  void refusesAddressesThatItDoesNotUnderstand() {
    for (String url :
        List.of(
            "git@github.com:a/b.git",
            "ssh://git@github.com/a/b.git",
            "https://me:secret@github.com/a/b",
            "ext::sh -c id",
            "file://host/share",
            "https://",
            "relative/path",
            "https://github.com/a/b?x=y")) {
      assertThatThrownBy(() -> GitAddress.of(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain("secret@");
    }
  }

  @Test
  void linksToTheForge() {
    Map<String, String> links =
        Map.of(
            "https://github.com/a/b.git", "https://github.com/a/b/blob/dev/x%20y.md",
            "https://gitlab.example/a/b", "https://gitlab.example/a/b/-/blob/dev/x%20y.md",
            "https://codeberg.org/a/b/", "https://codeberg.org/a/b/src/branch/dev/x%20y.md",
            "https://bitbucket.org/a/b", "https://bitbucket.org/a/b/src/dev/x%20y.md",
            "https://git.example/b.git", "https://git.example/b.git#x%20y.md");
    links.forEach(
        (url, link) ->
            assertThat(GitAddress.of(url).link(Optional.empty(), "dev", "x y.md")).isEqualTo(link));
  }
}
