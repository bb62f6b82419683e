package dev.millrace.app.generation;

import dev.millrace.app.StartupException;
import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Generation.State;
import dev.millrace.retrieval.corpus.KnownVectors;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.Embedders;
import dev.millrace.retrieval.index.Indexes;
import dev.millrace.retrieval.rerank.Cascade;
import dev.millrace.retrieval.search.LiveSearch;
import dev.millrace.retrieval.search.SearchModels;
import dev.millrace.retrieval.search.ServedGeneration;
import dev.millrace.retrieval.store.GenerationLog;
import dev.millrace.retrieval.store.PostgresEvidence;
import dev.millrace.retrieval.store.PostgresGenerations;
import dev.millrace.retrieval.store.PostgresVectors;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index for each generation that is kept up, and the search in the live one. When another became
 * live, on whatever node, this process goes over as soon as its index of it has what the log holds;
 * until then it searches on in the one before.
 */
public final class ServedGenerations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServedGenerations.class);
  private static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final DataSource dataSource;
  private final PostgresGenerations generations;
  private final Embedders embedders;
  private final Optional<Cascade> cascade;
  private final KnownVectors known;
  private final Indexes indexes;
  private final Indexing wanted;
  private final Map<Integer, ServedGeneration> open = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final LiveSearch search;
  private volatile Indexing indexing;
  private volatile int indexed;
  private volatile Optional<String> unable = Optional.empty();
  private @Nullable Thread thread;

  /**
   * Opens the live generation.
   *
   * @param wanted how settings want documents to be indexed; a corpus without a generation begins
   *     with it
   * @param cascade the reranker of searches, if there is one; stays open when this closes
   * @throws StartupException if the live generation's model can't be opened
   */
  public ServedGenerations(
      DataSource dataSource,
      Indexes indexes,
      Embedders embedders,
      Indexing wanted,
      Optional<Cascade> cascade) {
    this.dataSource = dataSource;
    this.generations = new PostgresGenerations(dataSource, WORKSPACE);
    this.embedders = embedders;
    this.cascade = cascade;
    this.known = new PostgresVectors(dataSource);
    this.indexes = indexes;
    this.wanted = wanted;
    Generation live =
        generations.liveOrFirst(wanted.embedder().space(), wanted.cutter().segmentation());
    this.indexing = Indexing.of(live, embedders, known).orElseThrow(() -> unable(live, wanted));
    this.indexed = live.id();
    this.search = new LiveSearch(opened(live, indexing.embedder()));
    if (!isWanted(live)) {
      LOG.warn(
          "The settings ask for {} with passages {}; the index is of {} with {}, and is used as it"
              + " is. Build the other beside it: ./millrace index rebuild",
          wanted.embedder().space().model(),
          wanted.cutter().segmentation(),
          live.space().model(),
          live.segmentation());
    }
  }

  private static StartupException unable(Generation live, Indexing wanted) {
    return new StartupException(
        "The index was made by the embedding model "
            + live.space().model()
            + " with passages "
            + live.segmentation()
            + ", and the settings name only "
            + wanted.embedder().space().model()
            + ".",
        "Set millrace.embedding back to that model and start; then build the other beside it with"
            + " ./millrace index rebuild.");
  }

  /** Looks for switches from now on. */
  public void start() {
    thread = Thread.ofPlatform().name("generations").daemon().start(this::watch);
  }

  /** The search in what is live. */
  public LiveSearch search() {
    return search;
  }

  /** How a document is made ready for what is live. */
  public Indexing indexing() {
    return indexing;
  }

  /** How settings want documents to be indexed. */
  public Indexing wanted() {
    return wanted;
  }

  /** Whether a generation is as settings want it. */
  public boolean isWanted(Generation generation) {
    return generation.is(wanted.embedder().space(), wanted.cutter().segmentation());
  }

  /**
   * Why this process can't serve what is live, for people; empty if it can. It searches on in what
   * was live before, where nothing new arrives.
   */
  public Optional<String> unable() {
    return unable;
  }

  /** The model of a generation, if it can be opened here. */
  public Optional<Embedder> embedder(Generation generation) {
    return embedders.of(generation.space());
  }

  /** A generation's index in this process; empty if it is not kept up. */
  public synchronized Optional<ServedGeneration> served(int id) {
    return Optional.ofNullable(open.get(id));
  }

  private void watch() {
    String last = "";
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
          last = "";
        } catch (RuntimeException e) {
          String failure = String.valueOf(e.getMessage());
          if (!failure.equals(last)) {
            LOG.warn("The table of generations can't be followed: {}. Trying on.", failure);
            last = failure;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Brings this process in line with the table. */
  public synchronized void look() {
    if (closing.getCount() == 0) {
      return;
    }
    List<Generation> all = generations.all();
    Set<Integer> known = new HashSet<>();
    Set<Integer> kept = new HashSet<>();
    for (Generation generation : all) {
      known.add(generation.id());
      if (generation.state().followed()) {
        kept.add(generation.id());
        embedders.of(generation.space()).ifPresent(model -> opened(generation, model));
      }
    }
    all.stream().filter(one -> one.state() == State.LIVE).findFirst().ifPresent(this::goOver);
    kept.add(search.served().id());
    Set<Integer> idle = new HashSet<>(open.keySet());
    idle.removeAll(kept);
    for (int id : idle) {
      ServedGeneration served = open.remove(id);
      if (served != null) {
        served.close();
      }
    }
    known.addAll(open.keySet());
    indexes.removeAllBut(known);
  }

  private ServedGeneration opened(Generation generation, Embedder model) {
    return open.computeIfAbsent(
        generation.id(),
        id ->
            ServedGeneration.open(
                indexes.open(id, generation.space()),
                generation,
                WORKSPACE,
                new GenerationLog(dataSource, id, generation.segmentation()),
                new PostgresEvidence(dataSource),
                new SearchModels(model, cascade)));
  }

  private void goOver(Generation live) {
    Optional<Indexing> found = Indexing.of(live, embedders, known);
    if (found.isEmpty()) {
      String reason =
          "the live index was made by the embedding model "
              + live.space().model()
              + " with passages "
              + live.segmentation()
              + ", which the settings of this node don't name";
      if (unable.isEmpty()) {
        LOG.warn("This node serves what was live before: {}", reason);
      }
      unable = Optional.of(reason);
      return;
    }
    unable = Optional.empty();
    if (indexed != live.id()) {
      indexing = found.get();
      indexed = live.id();
    }
    ServedGeneration next = open.get(live.id());
    if (next == null || next == search.served()) {
      return;
    }
    long head =
        new GenerationLog(dataSource, live.id(), live.segmentation()).head(WORKSPACE).position();
    if (next.position() >= head) {
      search.serve(next);
      LOG.info(
          "Searches use generation {} of the index from now on: {}, passages {}",
          live.id(),
          live.space().model(),
          live.segmentation());
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Thread watcher = thread;
    if (watcher != null) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (this) {
      open.values().forEach(ServedGeneration::close);
      open.clear();
    }
  }
}
