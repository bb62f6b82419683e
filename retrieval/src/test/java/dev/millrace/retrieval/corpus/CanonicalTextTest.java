package dev.millrace.retrieval.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
  @Test
  void normalisesLineEndsAndDropsWhatPostgresRefuses() {
    CanonicalText text = CanonicalText.of("a\r\nb\rc\0d\uD83D!\uDE00?");

    assertThat(text.value()).isEqualTo("a\nb\ncd\uFFFD!\uFFFD?");
    assertThat(CanonicalText.of(text.value()).revision()).isEqualTo(text.revision());
  }

  @Test
  void countsCodePoints() {
    CanonicalText text = CanonicalText.of("tide 🌊 gauge");

    assertThat(text.length()).isEqualTo(12);
    assertThat(text.slice(5, 6)).isEqualTo("🌊");
    assertThat(text.slice(7, 12)).isEqualTo("gauge");
  }

  @Test
  void convertsPositionsBothWaysInLongMixedText() {
    Random random = new Random(7);
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      raw.appendCodePoint(random.nextInt(5) == 0 ? 0x1F30A : 'a' + random.nextInt(26));
    }
    CanonicalText text = CanonicalText.of(raw.toString());

    for (int position = 0; position <= text.length(); position += 37) {
      int utf16 = raw.toString().offsetByCodePoints(0, position);
      assertThat(text.utf16(position)).isEqualTo(utf16);
      assertThat(text.codePoint(utf16)).isEqualTo(position);
    }
  }
}
