package dev.millrace.ingestion.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.HashedWords;
import dev.millrace.ingestion.parse.Block;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Structure;
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
  void repeatsWholeSentencesOfItsOwnSectionWhereThatIsAsked() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      body.append("This is sentence number ").append(i).append(" of the section. ");
    }
    PassageCutter repeating = new PassageCutter(embedder, 100, 25);
    List<Passage> passages = cut(repeating, "a.md", "# One\n\n" + body + "\n\n# Two\n\n" + body);

    assertThat(repeating.segmentation()).isEqualTo("structure-1/100+25");
    assertThat(passages).hasSizeGreaterThan(10);
    for (int i = 1; i < passages.size(); i++) {
      Passage before = passages.get(i - 1);
      Passage passage = passages.get(i);
      assertThat(passage.text()).startsWith("This is sentence").endsWith("section.");
      if (passage.headings().equals(before.headings())) {
        assertThat(passage.start()).isBetween(before.start() + 1, before.end());
        assertThat(embedder.tokens(passage.text())).isLessThanOrEqualTo(100 * 3 / 2);
      } else {
        assertThat(passage.start()).isGreaterThan(before.end());
        assertThat(passage.text()).contains("number 0 ");
      }
    }
    assertThat(passages.get(1).start()).isLessThan(passages.get(0).end());
  }

  @Test
  void isKnownByItsSegmentation() {
    assertThat(PassageCutter.of(embedder, "structure-1/100+25").orElseThrow().segmentation())
        .isEqualTo("structure-1/100+25");
    assertThat(PassageCutter.of(embedder, cutter.segmentation()).orElseThrow().segmentation())
        .isEqualTo("structure-1/220");
    assertThat(PassageCutter.of(embedder, "lines")).isEmpty();
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

  private List<Passage> cut(String name, String text) throws IOException {
    List<Passage> passages = cut(cutter, name, text);
    for (int i = 1; i < passages.size(); i++) {
      assertThat(passages.get(i).start()).isGreaterThanOrEqualTo(passages.get(i - 1).end());
    }
    return passages;
  }

  /** Cuts, and checks what must hold of every cut. */
  private List<Passage> cut(PassageCutter with, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text.replace("\uD800", "?"));
    Parsed parsed = (Parsed) new TikaParser(10_000_000).parse(new FetchedFile(name, null, file));
    List<Passage> passages = with.cut(parsed);
    assertThat(
            Structure.blocks(parsed.text(), parsed.pageStarts(), Structure.write(parsed.blocks())))
        .isEqualTo(parsed.blocks());
    for (int i = 0; i < passages.size(); i++) {
      Passage passage = passages.get(i);
      assertThat(passage.ordinal()).isEqualTo(i);
      assertThat(passage.text()).isEqualTo(parsed.text().slice(passage.start(), passage.end()));
      assertThat(passage.text()).isNotBlank().isEqualTo(passage.text().strip());
      assertThat(embedder.tokens(passage.searchable(parsed.title())))
          .isLessThanOrEqualTo(embedder.maxTokens() - 2);
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
