package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesReaderTest {
  @Test
  void readsAllThatCanBeSaid() throws Exception {
    RulesFile rules =
        read(
            """
            # Who may read what the personnel department writes
            readers: [group:hr, okta/group:works-council]
            denied: user:eve
            sensitivity: confidential
            metadata:
              department: no
              year: 2026
              share: 0.5
              open: true
              since: 2026-01-02
              code: 0123
              tags: [a, b]
              owner: {name: Ada}
            files:
              "*.pdf":
                sensitivity: restricted
              salaries/:
                readers: []
            """);

    Facts facts = rules.of("a/b.txt");
    assertThat(facts.rights().readers())
        .contains(Set.of(Principal.group("hr"), Principal.parse("okta/group:works-council")));
    assertThat(facts.rights().denied()).contains(Set.of(Principal.user("eve")));
    assertThat(facts.rights().sensitivity()).contains(Sensitivity.CONFIDENTIAL);
    assertThat(facts.metadata())
        .isEqualTo(
            Map.of(
                "department",
                "no",
                "year",
                2026L,
                "share",
                0.5,
                "open",
                true,
                "since",
                "2026-01-02",
                "code",
                "0123",
                "tags",
                List.of("a", "b"),
                "owner",
                Map.of("name", "Ada")));
    assertThat(rules.of("a/b.pdf").rights().sensitivity()).contains(Sensitivity.RESTRICTED);
    assertThat(rules.of("a/b.pdf").rights().readers()).isEqualTo(facts.rights().readers());
    assertThat(rules.of("salaries/b.pdf").rights().readers()).contains(Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "\n\n", "---\n", "null", "\uFEFF"})
  void nothingSaidIsNoRule(String text) throws Exception {
    assertThat(read(text)).isEqualTo(RulesFile.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          reader: [everyone]                      | line 1: there is no "reader"
          readers: [group:hr]\\nsensitvity: public | line 2: there is no "sensitvity"
          readers: [hr]                           | line 1: "hr" is not a principal
          readers: [group: hr]                    | line 1: each of readers has to be a text
          readers:                                | line 1: each of readers has no value
          sensitivity: secret                     | line 1: "secret" is not a sensitivity
          sensitivity: [public]                   | line 1: sensitivity has to be a text
          readers: everyone\\nreaders: everyone     | line 2: "readers" is there twice
          metadata: 5                             | line 1: metadata consists of lines
          metadata:\\n  a: null                     | line 2: a has no value
          metadata: {a: "\\0"}                     | line 1: a has a NUL character
          metadata: {a: !!java.net.URL [x]}       | line 1: not YAML
          metadata: {1: a}                        | line 1: a name has to be a text
          files: {"*.pdf": {files: {}}}           | line 1: there is no "files" here
          files: {"*.pdf": everyone}              | line 1: *.pdf consists of lines
          files: {"/a": {}}                       | line 1: the pattern "/a"
          - readers                               | line 1: the file consists of lines
          readers                                 | line 1: the file consists of lines
          readers: [everyone                      | not YAML
          readers: x\\n---\\nreaders: y              | not YAML
          a: &a [x]\\nb: *a                         | not YAML
          metadata: &a {b: *a}                    | not YAML
          <<: {readers: everyone}                 | line 1: there is no "<<"
          {readers: {readers: everyone}}          | line 1: each of readers has to be a text
          """)
  void whatIsNotUnderstoodIsNamedWithItsLine(String text, String message) {
    String lines = text.strip().replace("\\n", "\n");

    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(RulesYaml.Wrong.class)
        .hasMessageContaining(message);
  }

  @Test
  void theFormOfTheFileIsHeldToLimits() {
    assertThatThrownBy(() -> RulesReader.read(new byte[] {'a', ':', ' ', (byte) 0xff}))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> read("#".repeat(70_000))).hasMessageContaining("64 KB");
    assertThatThrownBy(() -> read("metadata: " + "[".repeat(1_000)))
        .isInstanceOf(RulesYaml.Wrong.class);
  }

  @Test
  void theHashIsOfTheFactsAndNotOfTheirOrder() throws Exception {
    String one = hash("readers: [user:a, user:b]\nmetadata: {a: 1, b: {c: 1, d: 2}}");

    assertThat(hash("metadata: {b: {d: 2, c: 1}, a: 1}\nreaders: [user:b, user:a]")).isEqualTo(one);
    assertThat(hash("readers: [user:a, user:b]\nmetadata: {a: '1', b: {c: 1, d: 2}}"))
        .isNotEqualTo(one);
    assertThat(hash("denied: [user:a, user:b]\nmetadata: {a: 1, b: {c: 1, d: 2}}"))
        .isNotEqualTo(one);
    assertThat(hash("readers: []")).isNotEqualTo(hash("denied: []"));
  }

  private static String hash(String text) throws Exception {
    return FactsHash.of(read(text).of("x"));
  }

  private static RulesFile read(String text) throws RulesYaml.Wrong {
    return RulesReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
