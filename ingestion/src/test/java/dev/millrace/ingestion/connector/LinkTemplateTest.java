package dev.millrace.ingestion.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkTemplateTest {
  @Test
  void fillsNamesInEncoded() {
    LinkTemplate template = new LinkTemplate("https://x.example/{id}?n={name}");

    assertThat(template.names()).containsExactlyInAnyOrder("id", "name");
    assertThat(template.fill(Map.of("id", "a b/c", "name", "ü&$1{id}")))
        .isEqualTo("https://x.example/a%20b/c?n=%C3%BC%26%241%7Bid%7D");
  }

  @Test
  void takesAWholeAddressAsItIs() {
    assertThat(new LinkTemplate("{url}").fill(Map.of("url", "https://x.example/a?b=c")))
        .isEqualTo("https://x.example/a?b=c");
  }
}
