package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.PassageIndex.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** What one state of the index holds. */
final class LuceneInventory {
  private LuceneInventory() {}

  /** The passages held of those documents. */
  static List<Held> held(IndexSearcher searcher, Collection<UUID> documents) throws IOException {
    Query query =
        new TermInSetQuery(
            PassageFields.DOCUMENT,
            documents.stream().map(id -> new BytesRef(id.toString())).toList());
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    List<Held> held = new ArrayList<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        add(leaf, scorer.iterator(), held);
      }
    }
    return held;
  }

  private static void add(LeafReaderContext leaf, DocIdSetIterator found, List<Held> held)
      throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    SortedDocValues documents = DocValues.getSorted(leaf.reader(), PassageFields.DOCUMENT);
    BinaryDocValues passages = DocValues.getBinary(leaf.reader(), PassageFields.PASSAGE);
    NumericDocValues prints = DocValues.getNumeric(leaf.reader(), PassageFields.FINGERPRINT);
    for (int one = found.nextDoc(); one != DocIdSetIterator.NO_MORE_DOCS; one = found.nextDoc()) {
      if (live != null && !live.get(one)) {
        continue;
      }
      if (!documents.advanceExact(one)
          || !passages.advanceExact(one)
          || !prints.advanceExact(one)) {
        throw new IOException("a passage without a name");
      }
      held.add(
          new Held(
              document(documents, documents.ordValue()),
              PassageFields.uuid(passages.binaryValue()),
              prints.longValue()));
    }
  }

  /** The documents of which passages are held. */
  static Set<UUID> documents(IndexSearcher searcher) throws IOException {
    Set<UUID> all = new HashSet<>();
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      SortedDocValues documents = DocValues.getSorted(leaf.reader(), PassageFields.DOCUMENT);
      int last = -1;
      for (int one = documents.nextDoc();
          one != DocIdSetIterator.NO_MORE_DOCS;
          one = documents.nextDoc()) {
        int document = documents.ordValue();
        // A document's passages lie side by side.
        if (document != last && (live == null || live.get(one))) {
          all.add(document(documents, document));
          last = document;
        }
      }
    }
    return all;
  }

  private static UUID document(SortedDocValues documents, int ordinal) throws IOException {
    return UUID.fromString(documents.lookupOrd(ordinal).utf8ToString());
  }
}
