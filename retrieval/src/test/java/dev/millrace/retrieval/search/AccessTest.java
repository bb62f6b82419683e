package dev.millrace.retrieval.search;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.index.PassageIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Access with the index in Lucene. {@code -Dtest.checks=100000} for more checks. */
class AccessTest extends AccessContract {
  private static final int CHECKS = Integer.getInteger("test.checks", 1_000);

  @TempDir private Path folder;

  @Override
  PassageIndex open() {
    return LuceneIndex.open(folder, CorpusFixture.SPACE, LuceneIndex.Bm25.DEFAULT);
  }

  @Override
  int checks() {
    return CHECKS;
  }
}
