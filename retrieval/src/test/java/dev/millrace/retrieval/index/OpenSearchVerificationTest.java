package dev.millrace.retrieval.index;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.TestOpenSearch;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.opensearch.IndexShape;
import dev.millrace.retrieval.opensearch.OpenSearchIndex;

class OpenSearchVerificationTest extends IndexVerificationContract {
  @Override
  PassageIndex open() {
    return new OpenSearchIndex(
        TestOpenSearch.cluster(),
        TestOpenSearch.freshName(),
        CorpusFixture.SPACE,
        Bm25.DEFAULT,
        IndexShape.USUAL);
  }
}
