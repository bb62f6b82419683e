package dev.millrace.ingestion.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.parse.Block;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.TikaParser;
import dev.millrace.retrieval.corpus.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageCutterTest {
  private static final int TARGET = 220;

  @TempDir Path folder;
  private final HashedWords embedder = new HashedWords();
  private final PassageCutter cutter = new PassageCutter(embedder, TARGET);

  @Test
  void aSectionThatFitsIsOnePassageUnderItsHeadings() throws IOException {
    String body = "Everyone has thirty days of leave. ".repeat(12).strip();
    List<Passage> passages =
        cut("a.md", "# Handbook\n\n## Leave\n\n" + body + "\n\n## Pay\n\n" + body);

    assertThat(passages).hasSize(2);
    assertThat(passages.get(0).headings()).containsExactly("Handbook", "Leave");
    assertThat(passages.get(0).text()).isEqualTo(body);
    assertThat(passages.get(1).headings()).containsExactly("Handbook", "Pay");
  }

  @Test
  void smallNeighboursAreOnePassageAndKeepTheirHeadingsAsText() throws IOException {
    List<Passage> passages =
        cut("a.md", "# Rates\n\n## Car\n\n0.30 a km\n\n## Train\n\nsecond class");

    assertThat(passages).hasSize(1);
    assertThat(passages.getFirst().headings()).containsExactly("Rates");
    assertThat(passages.getFirst().text()).isEqualTo("Car\n\n0.30 a km\n\nTrain\n\nsecond class");
  }

  @Test
  void aHeadingWithNothingBelowItIsFoundToo() throws IOException {
    assertThat(cut("a.md", "# Only this"))
        .singleElement()
        .satisfies(passage -> assertThat(passage.text()).isEqualTo("Only this"));
  }

  @Test
  void cutsAtSentences() throws IOException {
    String sentence = "The quick brown fox jumps over the lazy dog while it rains in Rome. ";
    List<Passage> passages = cut("a.txt", sentence.repeat(60));

    assertThat(passages).hasSizeGreaterThan(2);
    assertThat(passages).allSatisfy(passage -> assertThat(passage.text()).endsWith("Rome."));
  }

  @Test
  void cutsBetweenCharactersWhereThereIsNothingElse() throws IOException {
    List<Passage> passages = cut("a.txt", "\uD83D\uDE00".repeat(5_000));

    assertThat(passages).hasSizeGreaterThan(10);
    assertThat(String.join("", passages.stream().map(Passage::text).toList()))
        .isEqualTo("\uD83D\uDE00".repeat(5_000));
  }

  @Test
  void aLongHeadingPathLeavesRoomForText() throws IOException {
    StringBuilder nested = new StringBuilder();
    for (int level = 1; level <= 6; level++) {
      nested.append("#".repeat(level)).append(' ').append("word ".repeat(39)).append("\n\n");
    }
    List<Passage> passages = cut("a.md", nested + "The text. ".repeat(200));

    assertThat(passages).isNotEmpty();
    assertThat(passages.getFirst().headings()).hasSizeLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void holdsWhateverTheTextIs(long seed) throws IOException {
    Random random = new Random(seed);
    String[] parts = {
      "word",
      " ",
      "\n",
      "\r\n",
      "\n\n",
      "\uD83D\uDE80",
      "\u0000",
      "\uD800",
      "。",
      "漢字",
      ". ",
      "x".repeat(3_000),
      "a,b;c|d",
      "\t",
      "\u00A0",
      "Dr. No said so! ",
      "# heading\n",
      "\n\n## deeper\n\n",
      "- item\n",
      "\f",
      "é"
    };
    StringBuilder text = new StringBuilder("start ");
    for (int i = 0; i < 2_000; i++) {
      text.append(parts[random.nextInt(parts.length - 8 * random.nextInt(2))]);
    }
    cut("random-" + seed + (random.nextBoolean() ? ".md" : ".txt"), text.toString());
  }

  /** Cuts, and checks what must hold of every cut. */
  private List<Passage> cut(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text.replace("\uD800", "?"));
    Parsed parsed = (Parsed) new TikaParser(10_000_000).parse(new FetchedFile(name, null, file));
    List<Passage> passages = cutter.cut(parsed);
    int last = 0;
    for (int i = 0; i < passages.size(); i++) {
      Passage passage = passages.get(i);
      assertThat(passage.ordinal()).isEqualTo(i);
      assertThat(passage.text()).isEqualTo(parsed.text().slice(passage.start(), passage.end()));
      assertThat(passage.text()).isNotBlank().isEqualTo(passage.text().strip());
      assertThat(passage.start()).isGreaterThanOrEqualTo(last);
      assertThat(embedder.tokens(passage.searchable(parsed.title())))
          .isLessThanOrEqualTo(embedder.maxTokens() - 2);
      last = passage.end();
    }
    BitSet covered = new BitSet();
    passages.forEach(passage -> covered.set(passage.start(), passage.end()));
    for (Block block : parsed.blocks()) {
      String part = parsed.text().slice(block.start(), block.end());
      boolean above =
          block.kind() == Block.Kind.HEADING
              && passages.stream().anyMatch(passage -> passage.headings().contains(part));
      int[] characters = part.codePoints().toArray();
      for (int i = 0; i < characters.length && !above; i++) {
        if (!Character.isWhitespace(characters[i])) {
          assertThat(covered.get(block.start() + i)).as("%d of %s", i, block).isTrue();
        }
      }
    }
    return passages;
  }
}
