package dev.millrace.ingestion.generation;

import dev.millrace.ingestion.chunk.Indexing;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.ingestion.parse.Structure;
import dev.millrace.retrieval.corpus.CorpusLog;
import dev.millrace.retrieval.corpus.CorpusLog.Entry;
import dev.millrace.retrieval.corpus.Generation;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.embedding.EmbeddingException;
import dev.millrace.retrieval.store.GenerationLease;
import dev.millrace.retrieval.store.GenerationTables;
import dev.millrace.retrieval.store.GenerationTables.Bare;
import dev.millrace.retrieval.store.GenerationTables.Lacking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gives a generation what it lacks, along the log: each step takes a stretch of entries, fills the
 * documents that these name as they are now, and stores how far it came. A document that changes
 * under the hand is left: its change has an entry of its own, further on.
 */
final class GenerationFill {
  /** Log entries a step. */
  static final int STRETCH = 32;

  /** Passages embedded at once: bounds memory, and what a crash costs. */
  static final int SLICE = 64;

  private final CorpusLog log;
  private final WorkspaceId workspace;
  private final GenerationTables tables;
  private final GenerationLease lease;
  private final Embedding embedding;

  GenerationFill(
      CorpusLog log,
      WorkspaceId workspace,
      GenerationTables tables,
      GenerationLease lease,
      Embedding embedding) {
    this.log = log;
    this.workspace = workspace;
    this.tables = tables;
    this.lease = lease;
    this.embedding = embedding;
  }

  /** Another worker took the generation over, or somebody paused it. */
  static final class TakenAwayException extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * Does the next stretch.
   *
   * @return how many entries it had: none if the generation has all that the log names, {@link
   *     #STRETCH} if there may be more
   * @throws TakenAwayException if the generation is no longer this worker's to fill
   */
  int step(Generation generation, Indexing indexing)
      throws TakenAwayException, InterruptedException {
    // The head first: entries that come after it was read are the next step's.
    long head = log.head(workspace).position();
    boolean building = generation.state() == Generation.State.BUILDING;
    if (generation.filled() >= head && !building) {
      return 0;
    }
    hold(generation);
    List<Entry> entries = log.after(workspace, generation.filled(), STRETCH);
    Map<UUID, Long> named = new LinkedHashMap<>();
    entries.forEach(entry -> named.put(entry.documentId(), entry.position()));
    for (UUID lacking : tables.lacking(generation, named.keySet())) {
      fill(generation, indexing, lacking, named.getOrDefault(lacking, 0L));
    }
    long reached = entries.isEmpty() ? head : entries.getLast().position();
    boolean _ = lease.advance(generation, reached, embedding.rate());
    return entries.size();
  }

  private void hold(Generation generation) throws TakenAwayException {
    if (!lease.hold(generation)) {
      throw new TakenAwayException();
    }
  }

  private void fill(Generation generation, Indexing indexing, UUID id, long position)
      throws TakenAwayException, InterruptedException {
    Lacking document = tables.text(id).orElse(null);
    if (document == null) {
      return;
    }
    if (!indexing.embedder().clearance().permits(document.sensitivity())) {
      tables.gap(
          generation,
          id,
          "its text is "
              + document.sensitivity().wire()
              + ", and the embedding model may see "
              + indexing.embedder().clearance().highest().wire()
              + " text at most");
      return;
    }
    try {
      if (cut(generation, indexing, document) && embed(generation, indexing, document)) {
        if (generation.gaps() > 0) {
          tables.gap(generation, id, null);
        }
        tables.announce(generation, id, position);
      }
    } catch (EmbeddingException | IllegalArgumentException e) {
      tables.gap(generation, id, String.valueOf(e.getMessage()));
    }
  }

  private boolean cut(Generation generation, Indexing indexing, Lacking document) {
    if (tables.isCut(generation, document)) {
      return true;
    }
    List<Passage> passages =
        indexing
            .cutter()
            .cut(
                new Parsed(
                    document.title(),
                    document.text(),
                    Structure.blocks(document.text(), document.pageStarts(), document.structure()),
                    document.pageStarts(),
                    null,
                    "",
                    ""));
    return tables.addPassages(generation, document, passages);
  }

  private boolean embed(Generation generation, Indexing indexing, Lacking document)
      throws TakenAwayException, InterruptedException {
    while (true) {
      List<Bare> slice = tables.bare(generation, document, SLICE);
      if (slice.isEmpty()) {
        return true;
      }
      hold(generation);
      List<String> texts =
          slice.stream().map(bare -> bare.passage().searchable(document.title())).toList();
      List<float[]> made = embedding.of(generation, indexing.vectors(), texts);
      Map<UUID, float[]> vectors = new LinkedHashMap<>();
      for (int i = 0; i < slice.size(); i++) {
        vectors.put(slice.get(i).passageId(), made.get(i));
      }
      if (!tables.addVectors(generation, document, vectors)) {
        return false;
      }
    }
  }
}
