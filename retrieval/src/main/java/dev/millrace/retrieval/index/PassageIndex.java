package dev.millrace.retrieval.index;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CorpusLog.Head;
import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.filter.TextCondition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An index of one workspace's passages in one embedding space. One thread applies changes; any
 * number search. What a search returns are candidates: the caller checks them against Postgres.
 */
public interface PassageIndex extends AutoCloseable {
  /**
   * Which passages may be returned, by either leg.
   *
   * @param principals database ids of those whose passages they are
   * @param filters what their documents must meet besides
   * @param conditions what their own text must meet
   */
  record AccessFilter(Set<Long> principals, Filters filters, List<TextCondition> conditions) {
    /** Of all that those principals may read. */
    public AccessFilter(Set<Long> principals) {
      this(principals, Filters.NONE, List.of());
    }

    /** Of these the ones whose text meets one more condition. */
    public AccessFilter and(TextCondition condition) {
      return new AccessFilter(
          principals, filters, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
    }

    public AccessFilter {
      principals = Set.copyOf(principals);
      requireNonNull(filters, "filters");
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * What is looked for by words. No operators: it is plain text.
   *
   * @param forgiving whether a word that no passage of the reader's has stands for those that are
   *     spelt nearly alike, and a word for the identifiers that it is a part of; otherwise it is
   *     BM25 over the words and nothing else
   * @param fielded whether a word counts as it is written and in titles and headings too, beside
   *     its stem anywhere
   */
  record Wording(String text, boolean forgiving, boolean fielded) {
    /** By stems alone. */
    public Wording(String text, boolean forgiving) {
      this(text, forgiving, false);
    }

    /** Those words and no others. */
    public static Wording plain(String text) {
      return new Wording(text, false);
    }
  }

  /**
   * A passage with its score by one leg.
   *
   * @param score BM25, or (1 + cosine) / 2; higher is better, comparable within one result only
   */
  record Candidate(UUID passageId, double score) {
    /** Ties by passage id, so that two indexes of one corpus agree. */
    public static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::passageId);
  }

  /**
   * The corpus and log position that searches see. Position 0 of a nil corpus: nothing has been
   * applied.
   */
  Head applied();

  /**
   * Replaces documents and moves to a position; when it returns, searches see it. Durable only
   * after {@link #commit}.
   *
   * @param named every document that the stretch of the log names; those not in {@code present} are
   *     removed
   */
  void apply(Collection<UUID> named, List<Projected> present, Head reached);

  /**
   * Replaces documents of a stretch that more follow. Searches may not see it, nor {@link #applied}
   * count it, before the next {@link #apply}; should that not come, it is to be done again.
   */
  default void write(Collection<UUID> named, List<Projected> present, Head reached) {
    apply(named, present, reached);
  }

  /** Makes what was applied survive a crash. */
  void commit();

  /** Forgets everything: the next {@link #applied} is position 0 of a nil corpus. */
  void clear();

  /** Passages that share terms with the wording, best first; ties by passage id. */
  List<Candidate> lexical(Wording wording, AccessFilter access, int limit);

  /** Passages that share terms with the query and nothing but them. */
  default List<Candidate> lexical(String query, AccessFilter access, int limit) {
    return lexical(Wording.plain(query), access, limit);
  }

  /** Passages nearest to the vector, best first; ties by passage id. */
  List<Candidate> vector(float[] query, AccessFilter access, int limit);

  /**
   * Both legs at once. To be closed.
   *
   * @param depth passages that each leg contributes at most
   */
  CandidatePool pool(Wording wording, float[] vector, AccessFilter access, int depth);

  /** Passages held. */
  long size();

  /**
   * What is held of a passage.
   *
   * @param fingerprint of what the index was given of it
   */
  record Held(UUID document, UUID passage, long fingerprint) {}

  /** The passages held of those documents, in any order. */
  List<Held> held(Collection<UUID> documents);

  /** The documents of which passages are held. */
  Set<UUID> documents();

  /** How it is at the moment. Never throws. */
  default IndexHealth health() {
    return new IndexHealth.Whole();
  }

  @Override
  void close();
}
