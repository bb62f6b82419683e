package dev.millrace.retrieval.index;

import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** The words of one state of the index, for one reader. */
final class LuceneDictionary implements Dictionary {
  /** Passages that tell how rare a term is among all. */
  private static final int SAMPLE = 50_000;

  private final TermLookup lookup;
  private final IndexSearcher searcher;
  private final Set<String> languages;
  private final Weight visible;

  /**
   * @param access which passages the reader may see
   */
  LuceneDictionary(TermLookup lookup, AccessFilter access) throws IOException {
    this.lookup = lookup;
    this.searcher = lookup.searcher();
    this.languages = languages(searcher);
    this.visible =
        searcher.createWeight(
            searcher.rewrite(PassageFields.visible(access)), ScoreMode.COMPLETE_NO_SCORES, 1);
  }

  @Override
  public Set<String> languages() {
    return languages;
  }

  private static Set<String> languages(IndexSearcher searcher) {
    return Languages.all().stream()
        .filter(
            language ->
                searcher.getIndexReader().leaves().stream()
                    .anyMatch(leaf -> has(leaf, language.field())))
        .map(Languages.Language::code)
        .collect(Collectors.toSet());
  }

  private static boolean has(LeafReaderContext leaf, String field) {
    return leaf.reader().getFieldInfos().fieldInfo(field) != null;
  }

  @Override
  public List<Boolean> seen(List<List<WordTerm>> groups) {
    try {
      List<Boolean> seen = new ArrayList<>(groups.size());
      for (List<WordTerm> group : groups) {
        seen.add(anySeen(group));
      }
      return seen;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean anySeen(List<WordTerm> terms) throws IOException {
    for (WordTerm term : terms) {
      if (seen(term)) {
        return true;
      }
    }
    return false;
  }

  private boolean seen(WordTerm term) throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      PostingsEnum having = lookup.passages(term, leaf, PostingsEnum.NONE);
      Scorer readable = having == null ? null : visible.scorer(leaf);
      if (having != null && readable != null && meet(having, readable.iterator(), leaf)) {
        return true;
      }
    }
    return false;
  }

  private static boolean meet(DocIdSetIterator a, DocIdSetIterator b, LeafReaderContext leaf)
      throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    DocIdSetIterator both = ConjunctionUtils.intersectIterators(List.of(a, b));
    int passage = both.nextDoc();
    while (passage != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(passage)) {
      passage = both.nextDoc();
    }
    return passage != DocIdSetIterator.NO_MORE_DOCS;
  }

  @Override
  public List<List<Near>> near(List<Doubted> words) {
    try {
      List<List<Near>> near = new ArrayList<>(words.size());
      for (Doubted word : words) {
        near.add(taken(near(word)));
      }
      return near;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Near> taken(List<Known> near) throws IOException {
    List<Near> taken = new ArrayList<>();
    for (Known one : near) {
      if (taken.size() < Spelling.MOST_TAKEN && seen(new WordTerm(WordFields.WORD, one.word()))) {
        taken.add(new Near(one.word(), one.likeness()));
      }
    }
    return taken;
  }

  private record Known(String word, float likeness, int passages) {}

  private List<Known> near(Doubted doubted) throws IOException {
    org.apache.lucene.index.Terms all =
        MultiTerms.getTerms(searcher.getIndexReader(), WordFields.WORD);
    if (all == null) {
      return List.of();
    }
    List<Known> near = new ArrayList<>();
    TermsEnum terms =
        new FuzzyTermsEnum(
            all,
            new Term(WordFields.WORD, doubted.word()),
            doubted.edits(),
            Spelling.RIGHT_LETTERS,
            true);
    BoostAttribute likeness = terms.attributes().addAttribute(BoostAttribute.class);
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      near.add(new Known(term.utf8ToString(), likeness.getBoost(), terms.docFreq()));
    }
    near.sort(
        Comparator.comparingDouble(Known::likeness)
            .thenComparingInt(Known::passages)
            .reversed()
            .thenComparing(Known::word));
    return near.subList(0, Math.min(near.size(), Spelling.MOST_LOOKED_AT));
  }

  /** Of a large index, as its largest segment has them: a look into each would cost ten times. */
  @Override
  public Frequencies frequencies(Collection<WordTerm> terms) {
    try {
      Map<WordTerm, Long> having = new HashMap<>();
      Optional<LeafReader> sample = sample();
      for (WordTerm term : terms) {
        int passages =
            sample.isPresent()
                ? sample.get().docFreq(LexicalQuery.term(term))
                : lookup.of(term).docFreq();
        having.put(term, (long) passages);
      }
      return new Frequencies(
          sample.map(LeafReader::maxDoc).orElseGet(searcher.getIndexReader()::maxDoc), having);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<LeafReader> sample() {
    return searcher.getIndexReader().leaves().stream()
        .map(LeafReaderContext::reader)
        .max(Comparator.comparingInt(LeafReader::maxDoc))
        .filter(largest -> largest.maxDoc() >= SAMPLE);
  }
}
