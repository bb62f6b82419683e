package dev.millrace.retrieval.search;

import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.index.CandidatePool;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.index.PassageIndex.AccessFilter;
import dev.millrace.retrieval.index.PassageIndex.Candidate;
import dev.millrace.retrieval.index.PassageIndex.Wording;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index proposes candidates among the viewer's passages, the store disposes: it drops what is
 * stale, deleted or no longer readable, and the next candidates take the places.
 */
public final class IndexedSearch implements EvidenceSearch {
  private static final Logger LOG = LoggerFactory.getLogger(IndexedSearch.class);

  /** Candidates that each leg contributes: the depth at which the fused rankings were measured. */
  private static final int LEG_DEPTH = 100;

  /** Where looking deeper ends, should nearly all that the index proposes be refused. */
  private static final int DEEPEST = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PassageIndex index;
  private final IndexFollower follower;
  private final EvidenceStore store;
  private final SearchModels models;
  private final List<Step> steps;

  /** A stage and the technique that it is. */
  private record Step(Technique technique, Stage stage) {}

  public IndexedSearch(
      PassageIndex index, IndexFollower follower, EvidenceStore store, Embedder embedder) {
    this(index, follower, store, new SearchModels(embedder));
  }

  /** With models that settings name. */
  public IndexedSearch(
      PassageIndex index, IndexFollower follower, EvidenceStore store, SearchModels models) {
    this(index, follower, store, models, InstantSource.system());
  }

  /** With a clock that says what is new. */
  IndexedSearch(
      PassageIndex index,
      IndexFollower follower,
      EvidenceStore store,
      SearchModels models,
      InstantSource clock) {
    this.index = index;
    this.follower = follower;
    this.store = store;
    this.models = models;
    this.steps = steps(index, store, models, clock);
  }

  /** What is asked for to the letter comes after a model's opinion and has the last word. */
  private static List<Step> steps(
      PassageIndex index, EvidenceStore store, SearchModels models, InstantSource clock) {
    List<Step> steps = new ArrayList<>();
    models
        .cascade()
        .ifPresent(cascade -> steps.add(new Step(Technique.RERANKED, new Reranked(cascade))));
    steps.add(new Step(Technique.RECENT_FIRST, new RecentFirst(store, clock)));
    steps.add(new Step(Technique.EXACT_FIRST, new ExactFirst(index)));
    return List.copyOf(steps);
  }

  @Override
  public SearchResult search(SearchRequest request) {
    if (!reached(request.minPosition())) {
      return new SearchResult.Behind(follower.position(), request.minPosition());
    }
    long position = follower.position();
    QueryText text = request.text();
    float[] vector = vector(request, text.words());
    AccessFilter access =
        new AccessFilter(request.viewer().principals(), request.filters(), text.conditions());
    Readings readings = new Readings(store, request);
    int depth = Math.max(LEG_DEPTH, request.limit());
    while (true) {
      Candidates candidates = candidates(request, text.words(), vector, access, depth, readings);
      if (candidates.complete()
          || depth >= DEEPEST
          || readings.first(candidates.ranked(), request.limit()).size() == request.limit()) {
        List<SearchNote> notes = new ArrayList<>();
        List<Candidate> ranked =
            arranged(
                candidates.ranked(),
                new Stage.Asked(request, text.words(), access, depth, readings, notes));
        List<Evidence> evidence = readings.first(ranked, request.limit());
        return new SearchResult.Found(evidence, position, readings.refused(), notes);
      }
      depth = Math.min(DEEPEST, depth * 4);
    }
  }

  /** What stages change; the plain modes are what they are called. */
  private List<Candidate> arranged(List<Candidate> found, Stage.Asked asked) {
    List<Candidate> arranged = found;
    for (Step step : steps) {
      if (uses(asked.request(), step.technique())) {
        arranged = step.stage().rank(arranged, asked);
      }
    }
    return arranged;
  }

  private static boolean uses(SearchRequest request, Technique technique) {
    return request.ranking().uses(technique);
  }

  /**
   * The query's vector; empty where words alone are to be searched for: because that is asked, the
   * query may not go where the model is, or the model is away and its leg is one of two.
   */
  private float[] vector(SearchRequest request, String words) {
    if (request.mode() == SearchMode.LEXICAL
        || !models.embedder().clearance().permits(request.sensitivity())) {
      return new float[0];
    }
    try {
      return models.embedder().query(words);
    } catch (EmbeddingException e) {
      if (request.mode() == SearchMode.VECTOR) {
        throw e;
      }
      LOG.warn("Searching without vectors: {}", e.getMessage());
      return new float[0];
    }
  }

  private boolean reached(long position) {
    try {
      return follower.await(position, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A ranking of candidates.
   *
   * @param complete whether the legs had no more to offer
   */
  private record Candidates(List<Candidate> ranked, boolean complete) {}

  private Candidates candidates(
      SearchRequest request,
      String words,
      float[] vector,
      AccessFilter access,
      int depth,
      Readings readings) {
    Wording wording =
        new Wording(
            words,
            uses(request, Technique.FORGIVEN_WORDS),
            uses(request, Technique.WEIGHED_FIELDS));
    if (vector.length == 0) {
      return single(index.lexical(wording, access, depth), depth);
    }
    return switch (request.mode()) {
      case LEXICAL -> single(index.lexical(wording, access, depth), depth);
      case VECTOR -> single(index.vector(vector, access, depth), depth);
      case RRF -> fused(Fusion.RECIPROCAL_RANK, wording, vector, access, depth);
      case MINMAX -> fused(Fusion.MIN_MAX, wording, vector, access, depth);
      case HYBRID ->
          uses(request, Technique.BOTH_SCORES)
              ? pooled(request, index.pool(wording, vector, access, depth), readings, depth)
              : fused(Fusion.MIN_MAX, wording, vector, access, depth);
    };
  }

  private Candidates pooled(
      SearchRequest request, CandidatePool candidates, Readings readings, int depth) {
    try (CandidatePool pool = candidates) {
      List<Candidate> ranked =
          uses(request, Technique.LENT_WORDS)
              ? new RelevanceFeedback(pool, readings, depth).rank(request.limit())
              : Fusion.MIN_MAX.fuse(pool.lexical(), pool.nearest(), depth);
      return new Candidates(ranked, pool.complete());
    }
  }

  private static Candidates single(List<Candidate> leg, int depth) {
    return new Candidates(leg, leg.size() < depth);
  }

  private Candidates fused(
      Fusion fusion, Wording wording, float[] vector, AccessFilter access, int depth) {
    List<Candidate> lexical = index.lexical(wording, access, depth);
    List<Candidate> nearest = index.vector(vector, access, depth);
    return new Candidates(
        fusion.fuse(lexical, nearest, depth), lexical.size() < depth && nearest.size() < depth);
  }
}
