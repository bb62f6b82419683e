package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.IndexHealth;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.index.QueryWords;
import dev.millrace.retrieval.index.WordTerm;
import dev.millrace.retrieval.opensearch.OpenSearchException.Fault;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The projection in a cluster, one index for each embedding space. Several processes may follow the
 * log into one index: what they write carries the position that it is of, so that the newest stays,
 * and how far the index has come is written only over what the writer has read.
 *
 * <p>Opened by the first use, so that a server starts, and says what is the matter, while the
 * cluster is away. Every method throws {@link OpenSearchException} where the cluster does not
 * answer wholly.
 */
public final class OpenSearchIndex implements PassageIndex {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchIndex.class);

  /** The fewest neighbours a vector search looks for, as in Lucene here. */
  private static final int FEWEST_NEIGHBOURS = 100;

  private final OpenSearchClient client;
  private final IndexAlias alias;
  private final EmbeddingSpace space;
  private final Bm25 bm25;
  private final Searches searches;
  private final PassageInventory inventory;
  private final PassageWrites writes;
  private volatile @Nullable StoredHead stored;
  private volatile Head applied = StoredHead.NOTHING;
  private volatile Set<String> languages = Set.of();

  /**
   * An index in a cluster.
   *
   * @param name by which it is found there, in small letters
   * @param shape that it has when it is made
   */
  public OpenSearchIndex(
      OpenSearchCluster cluster, String name, EmbeddingSpace space, Bm25 bm25, IndexShape shape) {
    this.client = new OpenSearchClient(cluster);
    this.alias = new IndexAlias(client, name, space, bm25, shape);
    this.space = space;
    this.bm25 = bm25;
    this.searches = new Searches(client, name, shape.shards());
    this.inventory = new PassageInventory(client, name, searches);
    this.writes = new PassageWrites(client, name, inventory);
  }

  private StoredHead opened() {
    StoredHead known = stored;
    return known == null ? open() : known;
  }

  private synchronized StoredHead open() {
    StoredHead known = stored;
    if (known == null) {
      alias.open();
      known = StoredHead.read(client, alias.name());
      languages = inventory.languages();
      applied = known.head();
      stored = known;
    }
    return known;
  }

  @Override
  public Head applied() {
    opened();
    return applied;
  }

  @Override
  public void apply(Collection<UUID> named, List<Projected> present, Head reached) {
    opened();
    try {
      writes.replace(named, present, reached.position());
    } catch (OpenSearchException e) {
      throw forgotten(e);
    }
    Set<String> all = new HashSet<>(languages);
    present.forEach(document -> all.addAll(PassageLines.languages(document)));
    languages = Set.copyOf(all);
    applied = reached;
  }

  /**
   * Keeps the position in the cluster. Where another process has moved it, or made the index anew,
   * this one goes on from there.
   */
  @Override
  public synchronized void commit() {
    StoredHead known = opened();
    Head now = applied;
    try {
      if (now.equals(known.head())) {
        StoredHead there = StoredHead.read(client, alias.name());
        if (!there.equals(known)) {
          goOnFrom(there);
        }
      } else {
        stored = known.replaced(client, alias.name(), now);
      }
    } catch (OpenSearchException e) {
      if (e.fault() != Fault.CONFLICT) {
        throw forgotten(e);
      }
      goOnFrom(StoredHead.read(client, alias.name()));
    }
  }

  private void goOnFrom(StoredHead there) {
    LOG.info(
        "Another process moved the index {} to {}; this one was at {}.",
        alias.name(),
        there.head().position(),
        applied.position());
    languages = inventory.languages();
    applied = there.head();
    stored = there;
  }

  /** An index that is gone is opened, and made, anew by the next use. */
  private OpenSearchException forgotten(OpenSearchException e) {
    if (e.fault() == Fault.MISSING) {
      stored = null;
      applied = StoredHead.NOTHING;
    }
    return e;
  }

  @Override
  public synchronized void clear() {
    opened();
    stored = null;
    alias.anew();
    opened();
  }

  @Override
  public List<Candidate> lexical(Wording wording, AccessFilter access, int limit) {
    opened();
    OpenSearchDictionary.Reader reader = reader(access);
    Map<WordTerm, Float> words = QueryWords.weights(wording, dictionary(reader)).all();
    WordScoring scoring = WordScoring.of(wording, bm25);
    return words.isEmpty()
        ? List.of()
        : Searches.candidates(
            search(Queries.within(scoring.any(words), reader.visible()), limit, reader),
            scoring::scaled);
  }

  @Override
  public List<Candidate> vector(float[] query, AccessFilter access, int limit) {
    opened();
    OpenSearchDictionary.Reader reader = reader(access);
    return Searches.candidates(
        search(Queries.nearest(checked(query), neighbours(limit), reader.visible()), limit, reader),
        Searches::byVector);
  }

  @Override
  public CandidatePool pool(Wording wording, float[] vector, AccessFilter access, int depth) {
    opened();
    OpenSearchDictionary.Reader reader = reader(access);
    OpenSearchDictionary dictionary = dictionary(reader);
    OpenSearchPool.Asked asked =
        new OpenSearchPool.Asked(
            QueryWords.weights(wording, dictionary),
            checked(vector),
            WordScoring.of(wording, bm25),
            reader,
            dictionary);
    return new OpenSearchPool(searches, asked, depth, neighbours(depth));
  }

  private JsonNode search(
      Map<String, Object> query, int limit, OpenSearchDictionary.Reader reader) {
    return searches.run(List.of(Searches.passages(query, limit)), reader.name()).getFirst();
  }

  private OpenSearchDictionary.Reader reader(AccessFilter access) {
    return new OpenSearchDictionary.Reader(
        Queries.visible(access),
        Long.toHexString(ThreadLocalRandom.current().nextLong()),
        languages);
  }

  private OpenSearchDictionary dictionary(OpenSearchDictionary.Reader reader) {
    return new OpenSearchDictionary(client, alias.name(), searches, reader);
  }

  private float[] checked(float[] vector) {
    if (vector.length != space.dimension()) {
      throw new IllegalArgumentException(
          "the index has vectors of %d numbers, and the query one of %d"
              .formatted(space.dimension(), vector.length));
    }
    return vector;
  }

  private static int neighbours(int limit) {
    return Math.clamp(limit, FEWEST_NEIGHBOURS, Searches.MOST);
  }

  @Override
  public long size() {
    opened();
    return inventory.size();
  }

  @Override
  public List<Held> held(Collection<UUID> documents) {
    opened();
    return inventory.held(documents);
  }

  @Override
  public Set<UUID> documents() {
    opened();
    return inventory.documents();
  }

  @Override
  public IndexHealth health() {
    try {
      opened();
      searches.run(List.of(Searches.any(Map.of("match_all", Map.of()))), "health");
      return ClusterHealth.of(client, alias.name());
    } catch (OpenSearchException e) {
      return new IndexHealth.Away(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    try (client) {
      if (stored != null) {
        commit();
      }
    } catch (OpenSearchException e) {
      LOG.warn("The index {} was left without its position: {}", alias.name(), e.getMessage());
    }
  }
}
