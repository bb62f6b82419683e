package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import dev.millrace.retrieval.filter.Facets;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;

/**
 * What a passage is in Lucene: its fields, how they are written, and how a hit becomes a passage id
 * again.
 */
final class PassageFields {
  static final String DOCUMENT = "document";

  /** The text by English; other languages' fields begin with it. */
  static final String TEXT = "text";

  /** Title and headings by English; other languages' fields begin with it. */
  static final String TITLE = "title";

  static final String VECTOR = "vector";
  static final String PASSAGE = "passage";
  static final String FINGERPRINT = "fingerprint";
  static final String ALLOW = "allow";
  static final String DENY = "deny";

  /**
   * Standard tokens, possessives, lower case, English stop words, Porter's stemmer: the same chain
   * as Anserini's default.
   */
  static final Analyzer ANALYZER = new EnglishAnalyzer();

  private PassageFields() {}

  /** What writes each field. */
  static Analyzer analyzers() {
    Map<String, Analyzer> byField = new HashMap<>();
    for (Languages.Language language : Languages.all()) {
      byField.put(language.field(), language.analyzer());
      byField.put(language.titleField(), language.analyzer());
    }
    byField.put(WordFields.WORD, WordFields.ANALYZER);
    return new PerFieldAnalyzerWrapper(ANALYZER, byField);
  }

  /** What stands above a passage. */
  static String titles(Projected document, ProjectedPassage passage) {
    return document.title() + '\n' + String.join("\n", passage.passage().headings());
  }

  static List<Document> documents(Projected document) {
    List<Document> documents = new ArrayList<>(document.passages().size());
    Languages.Language language = Languages.of(document.properties().language());
    Facets facets = Facets.of(document.documentId(), document.allow(), document.properties());
    for (ProjectedPassage passage : document.passages()) {
      Document fields = new Document();
      String documentId = document.documentId().toString();
      fields.add(new StringField(DOCUMENT, documentId, Store.NO));
      fields.add(new SortedDocValuesField(DOCUMENT, new BytesRef(documentId)));
      fields.add(new NumericDocValuesField(FINGERPRINT, Fingerprint.of(document, passage)));
      fields.add(new BinaryDocValuesField(PASSAGE, bytes(passage.passageId())));
      String text = passage.passage().searchable(document.title());
      fields.add(new TextField(language.field(), text, Store.NO));
      fields.add(new TextField(language.titleField(), titles(document, passage), Store.NO));
      WordFields.of(text).forEach(fields::add);
      fields.add(
          new KnnFloatVectorField(VECTOR, passage.vector(), VectorSimilarityFunction.DOT_PRODUCT));
      document
          .allow()
          .forEach(principal -> fields.add(new StringField(ALLOW, principal.toString(), Store.NO)));
      document
          .deny()
          .forEach(principal -> fields.add(new StringField(DENY, principal.toString(), Store.NO)));
      FacetFields.of(facets).forEach(fields::add);
      documents.add(fields);
    }
    return documents;
  }

  /** The passages that the principals may read. Of them those whose documents meet the filters. */
  static Query visible(AccessFilter access) {
    Query visible = new VisiblePassages(access.principals());
    if (access.filters().none() && access.conditions().isEmpty()) {
      return visible;
    }
    BooleanQuery.Builder both = new BooleanQuery.Builder().add(visible, Occur.FILTER);
    access.filters().all().forEach(filter -> both.add(FacetFields.query(filter), Occur.FILTER));
    access.conditions().forEach(condition -> WordFields.restrict(both, condition));
    return both.build();
  }

  /** Hits as candidates, best first. */
  static List<Candidate> candidates(IndexSearcher searcher, ScoreDoc[] hits) throws IOException {
    ScoreDoc[] inOrder = hits.clone();
    Arrays.sort(inOrder, Comparator.comparingInt(hit -> hit.doc));
    UUID[] ids = ids(searcher, Arrays.stream(inOrder).mapToInt(hit -> hit.doc).toArray());
    List<Candidate> candidates = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      candidates.add(new Candidate(ids[i], inOrder[i].score));
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }

  /**
   * The passages that documents of a searcher are.
   *
   * @param documents in ascending order
   */
  static UUID[] ids(IndexSearcher searcher, int[] documents) throws IOException {
    UUID[] ids = new UUID[documents.length];
    int at = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (at == ids.length || documents[at] >= end) {
        continue;
      }
      BinaryDocValues values = DocValues.getBinary(leaf.reader(), PASSAGE);
      for (; at < ids.length && documents[at] < end; at++) {
        if (!values.advanceExact(documents[at] - leaf.docBase)) {
          throw new IOException("a hit without a passage id");
        }
        ids[at] = uuid(values.binaryValue());
      }
    }
    return ids;
  }

  private static BytesRef bytes(UUID id) {
    return new BytesRef(
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array());
  }

  static UUID uuid(BytesRef bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
