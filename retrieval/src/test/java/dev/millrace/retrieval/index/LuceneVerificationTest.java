package dev.millrace.retrieval.index;

import dev.millrace.retrieval.CorpusFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneVerificationTest extends IndexVerificationContract {
  @TempDir private Path folder;

  @Override
  PassageIndex open() {
    return LuceneIndex.open(folder, CorpusFixture.SPACE, LuceneIndex.Bm25.DEFAULT);
  }
}
