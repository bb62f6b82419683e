package dev.millrace.retrieval.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the terms of one query are in the segments of one searcher. Each is looked up once, however
 * often it is counted, scored or asked for.
 */
final class TermLookup {
  private final IndexSearcher searcher;
  private final Map<WordTerm, TermStates> found = new HashMap<>();

  TermLookup(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  IndexSearcher searcher() {
    return searcher;
  }

  /** Where it is; of frequency 0 if it is nowhere. */
  TermStates of(WordTerm term) throws IOException {
    TermStates known = found.get(term);
    if (known == null) {
      known = TermStates.build(searcher, LexicalQuery.term(term), true);
      found.put(term, known);
    }
    return known;
  }

  /**
   * The passages of a segment that have it; null if none has.
   *
   * @param what is to be known of each, as {@link PostingsEnum} names it
   */
  @Nullable PostingsEnum passages(WordTerm term, LeafReaderContext leaf, int what)
      throws IOException {
    IOSupplier<TermState> lookup = of(term).get(leaf);
    TermState state = lookup == null ? null : lookup.get();
    Terms terms = state == null ? null : leaf.reader().terms(term.field());
    if (terms == null) {
      return null;
    }
    Term looked = LexicalQuery.term(term);
    TermsEnum at = terms.iterator();
    at.seekExact(looked.bytes(), state);
    return at.postings(null, what);
  }
}
