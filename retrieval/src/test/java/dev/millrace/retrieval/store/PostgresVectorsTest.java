package dev.millrace.retrieval.store;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.TextHash;
import dev.millrace.retrieval.embedding.PassageVectors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresVectorsTest {
  private static final TextHash ONE = TextHash.of("a.txt\none");
  private static final TextHash TWO = TextHash.of("a.txt\ntwo");

  private final CorpusFixture it = new CorpusFixture();
  private final PostgresVectors vectors = new PostgresVectors(it.dataSource);

  @Test
  void findsWhatWasMadeOfTheSameText() {
    it.write("a.txt", "one\ntwo");

    Map<TextHash, float[]> known =
        vectors.vectors(WORKSPACE, SPACE, List.of(ONE, TWO, TextHash.of("b.txt\none")));

    assertThat(known).containsOnlyKeys(ONE, TWO);
    assertThat(known.get(TWO)).isEqualTo(CorpusFixture.vector("two"));
    assertThat(vectors.vectors(WORKSPACE, SPACE, List.of())).isEmpty();
  }

  @Test
  void knowsNothingOfOtherSpacesOrOfWhatIsGone() {
    Written written = it.write("a.txt", "one");

    assertThat(vectors.vectors(WORKSPACE, new EmbeddingSpace("words", 16, "q: "), List.of(ONE)))
        .isEmpty();
    it.corpus.remove(WORKSPACE, written.documentId());
    assertThat(vectors.vectors(WORKSPACE, SPACE, List.of(ONE))).isEmpty();
  }

  @Test
  void givesEqualTextsOfACallOneVectorInTheirOrder() {
    it.write("a.txt", "one");
    PassageVectors reusing = new PassageVectors(new WordsEmbedder(), vectors);

    List<float[]> made = reusing.of(WORKSPACE, List.of("x", "a.txt\none", "y", "x"));

    assertThat(made).hasSize(4);
    assertThat(made.get(3)).isSameAs(made.get(0));
    assertThat(made.get(1)).isEqualTo(CorpusFixture.vector("one"));
    assertThat(made.get(2)).isEqualTo(CorpusFixture.vector("y"));
  }
}
