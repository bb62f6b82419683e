package dev.millrace.retrieval.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairTokenizerTest {
  private static final String VOCABULARY =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ntide\ngauge\n##s\npier\n,";

  @TempDir private Path folder;

  @BeforeAll
  static void unpack() throws IOException {
    NativeLibraries.unpackTo(Path.of("target", "native"));
  }

  private PairTokenizer reading(String vocabulary, int most) throws IOException {
    return PairTokenizer.read(Files.writeString(folder.resolve("vocab.txt"), vocabulary), most);
  }

  @Test
  void putsQueryAndPassageIntoOneInput() throws IOException {
    try (PairTokenizer tokenizer = reading(VOCABULARY, 512)) {
      TokenPair pair = tokenizer.pair("Tide", "GAUGES, pier 7");

      assertThat(pair.ids()).containsExactly(2, 5, 3, 6, 7, 9, 8, 1, 3);
      assertThat(pair.types()).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1);
    }
  }

  @Test
  void keepsCapitalsWhereTheVocabularyHasSome() throws IOException {
    try (PairTokenizer tokenizer = reading(VOCABULARY + "\nTide", 512)) {
      assertThat(tokenizer.pair("Tide", "tide").ids()).containsExactly(2, 10, 3, 5, 3);
    }
  }

  @Test
  void cutsTheLongerText() throws IOException {
    try (PairTokenizer tokenizer = reading(VOCABULARY, 16)) {
      TokenPair pair = tokenizer.pair("tide gauge", "pier ".repeat(10_000));
      assertThat(pair.ids()).hasSize(16).startsWith(2, 5, 6, 3, 8).endsWith(8, 3);

      TokenPair other = tokenizer.pair("tide ".repeat(10_000), "pier");
      assertThat(other.ids()).hasSize(16).endsWith(3, 8, 3);
      assertThat(Arrays.stream(other.types()).sum()).isEqualTo(2);
    }
  }

  @Test
  void takesHalfACharacter() throws IOException {
    try (PairTokenizer tokenizer = reading(VOCABULARY, 16)) {
      assertThat(tokenizer.pair("tide \ud83d", "").ids()).startsWith(2, 5).endsWith(3, 3);
    }
  }

  @Test
  void refusesWhatIsNoTokenizer() throws IOException {
    assertThatThrownBy(() -> reading("tide\ngauge", 512))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no vocabulary")
        .hasMessageContaining("[PAD]");
    Path json = Files.writeString(folder.resolve("tokenizer.json"), "{}");
    assertThatThrownBy(() -> PairTokenizer.read(json, 512))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tokenizer.json is no tokenizer");
  }
}
