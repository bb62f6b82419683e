package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.classify.QuestionClassifier;
import dev.millrace.orchestration.conversation.ConversationTables;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.ledger.CallLedger;
import dev.millrace.orchestration.ledger.CallTables;
import dev.millrace.orchestration.plan.Planner;
import dev.millrace.orchestration.receipt.ReceiptKeyTable;
import dev.millrace.orchestration.receipt.ReceiptKeys;
import dev.millrace.orchestration.standin.StandInModelServer;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.OnnxEmbedder;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.IndexedSearch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Everything that answers need, over documents of its own; a paragraph of them is a passage. */
public final class TurnFixture implements AutoCloseable {
  /** Loaded once: it takes half a second, and keeps nothing of what it reads. */
  private static final class Shared {
    static final Embedder BGE = OnnxEmbedder.bgeSmall(Path.of("target", "native"));
  }

  final OrchestrationDatabase database = new OrchestrationDatabase();
  final CorpusFixture corpus = new CorpusFixture(database.dataSource());
  final StandInModelServer models = StandInModelServer.start();
  final Embedder embedder = Shared.BGE;
  final SupportCheck check = new SupportCheck(embedder);
  final Conversations conversations =
      new Conversations(
          database.bean(ConversationTables.class), corpus.evidence, InstantSource.system());
  final CallLedger ledger = new CallLedger(database.bean(CallTables.class), "EUR");
  final ReceiptKeys receipts;
  private final LuceneIndex index;
  private final IndexFollower follower;
  private final EvidenceSearch search;

  /**
   * Brings it up.
   *
   * @param folder for the index
   */
  public TurnFixture(Path folder) {
    receipts =
        new ReceiptKeys(
            database.bean(ReceiptKeyTable.class),
            CorpusFixture.WORKSPACE.value(),
            folder.resolveSibling("receipts-" + UUID.randomUUID() + ".key"),
            InstantSource.system());
    index = LuceneIndex.open(folder, embedder.space(), LuceneIndex.Bm25.DEFAULT);
    follower = new IndexFollower(corpus.log, index, CorpusFixture.WORKSPACE, embedder.space());
    search = new IndexedSearch(index, follower, corpus.evidence, embedder);
  }

  /** A turn over a fleet, and its clients. */
  record Running(Callers callers, AnswerTurn turn) implements AutoCloseable {
    @Override
    public void close() {
      callers.close();
    }
  }

  Running running(Fleet fleet) {
    Callers callers =
        new Callers(
            fleet, embedder, new Callers.Waits(Duration.ofMillis(50), Duration.ofMillis(300)));
    return new Running(
        callers,
        new AnswerTurn(
            new Understanding(embedder, QuestionClassifier.shipped(embedder.space())),
            search,
            new Planner(fleet, callers::load),
            callers,
            check,
            new Books(conversations, ledger, receipts, InstantSource.system())));
  }

  /** Writes a document that everyone may read, and has it found. */
  public Written write(String name, String text, Sensitivity sensitivity) {
    return write(name, text, sensitivity, AccessLabel.EVERYONE);
  }

  /** Writes a document, and has it found. */
  public Written write(String name, String text, Sensitivity sensitivity, AccessLabel label) {
    CanonicalText canonical = CanonicalText.of(text);
    Written written =
        corpus.corpus.write(
            new SourceDocument(
                new DocumentKey(CorpusFixture.WORKSPACE, CorpusFixture.SOURCE, name),
                Optional.empty(),
                "file:///" + name,
                name,
                "text/plain",
                null,
                Map.of(),
                new Rights(label, sensitivity),
                Revision.sha256(text.getBytes(StandardCharsets.UTF_8)),
                canonical,
                "paragraphs 1",
                List.of()),
            "paragraphs",
            embedder.space(),
            passages(canonical));
    follower.catchUp();
    return written;
  }

  private List<EmbeddedPassage> passages(CanonicalText text) {
    List<Passage> passages = new ArrayList<>();
    int at = 0;
    for (String paragraph : text.value().split("\n\n", -1)) {
      int end = at + paragraph.length();
      passages.add(
          new Passage(
              passages.size(),
              text.codePoint(at),
              text.codePoint(end),
              null,
              List.of(),
              paragraph));
      at = end + 2;
    }
    List<float[]> vectors = embedder.passages(passages.stream().map(Passage::text).toList());
    return passages.stream()
        .map(passage -> new EmbeddedPassage(passage, vectors.get(passage.ordinal())))
        .toList();
  }

  Viewer viewer(String user) {
    return corpus.viewer(user);
  }

  /** A document's text as it is in the database. */
  String text(UUID document) {
    return corpus.evidence.document(viewer("ann"), document).orElseThrow().text();
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  public void close() {
    ledger.close();
    follower.close();
    index.close();
    models.close();
    database.close();
  }
}
