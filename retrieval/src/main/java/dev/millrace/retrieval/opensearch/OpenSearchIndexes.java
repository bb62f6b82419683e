package dev.millrace.retrieval.opensearch;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.Indexes;
import dev.millrace.retrieval.index.LuceneIndex.Bm25;
import dev.millrace.retrieval.index.PassageIndex;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of one corpus in a cluster. Their names have the corpus in them, so that several may
 * share a cluster and none removes another's.
 */
public final class OpenSearchIndexes implements Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchIndexes.class);

  private final OpenSearchCluster cluster;
  private final String prefix;
  private final IndexShape shape;
  private final OpenSearchClient client;
  private volatile Set<Integer> kept = Set.of();

  /**
   * The indexes of a corpus.
   *
   * @param prefix what all of the indexes' names begin with, in small letters
   */
  public OpenSearchIndexes(
      OpenSearchCluster cluster, String prefix, UUID corpus, IndexShape shape) {
    this.cluster = cluster;
    this.prefix = prefix + "-" + corpus.toString().substring(0, 8) + "-g";
    this.shape = shape;
    this.client = new OpenSearchClient(cluster);
  }

  @Override
  public PassageIndex open(int generation, EmbeddingSpace space) {
    return new OpenSearchIndex(cluster, prefix + generation, space, Bm25.DEFAULT, shape);
  }

  /** Looks only where other generations are kept than the last time. */
  @Override
  public void removeAllBut(Set<Integer> generations) {
    if (generations.equals(kept)) {
      return;
    }
    try {
      Pattern ours = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,9})-\\d{6}");
      client
          .send("GET", "/" + prefix + "*/_alias")
          .fieldNames()
          .forEachRemaining(
              index -> {
                Matcher one = ours.matcher(index);
                if (one.matches() && !generations.contains(Integer.parseInt(one.group(1)))) {
                  client.send("DELETE", "/" + index);
                }
              });
      kept = Set.copyOf(generations);
    } catch (OpenSearchException e) {
      LOG.debug("What an index left in the cluster can't be removed yet: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
