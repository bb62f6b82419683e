package dev.millrace.retrieval;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.DocumentProperties;
import dev.millrace.retrieval.corpus.EmbeddedPassage;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.corpus.Passage;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.SourceDocument;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.corpus.WorkspaceId;
import dev.millrace.retrieval.store.PostgresCorpus;
import dev.millrace.retrieval.store.PostgresCorpusLog;
import dev.millrace.retrieval.store.PostgresDirectory;
import dev.millrace.retrieval.store.PostgresEvidence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * A corpus in a database of its own, with documents made of a line a passage and vectors made of
 * their words.
 */
public final class CorpusFixture {
  public static final WorkspaceId WORKSPACE = WorkspaceId.DEFAULT;
  public static final EmbeddingSpace SPACE = new EmbeddingSpace("words", 16, "");
  public static final UUID SOURCE = new UUID(0, 1);

  /** Of a plain text in which nothing else is known. */
  public static final DocumentProperties PLAIN =
      new DocumentProperties(SOURCE, "text/plain", null, Map.of(), Instant.EPOCH);

  public final DataSource dataSource;
  public final PostgresCorpus corpus;
  public final PostgresCorpusLog log;
  public final PostgresDirectory directory;
  public final PostgresEvidence evidence;

  public CorpusFixture() {
    this(TestPostgres.freshDatabase());
  }

  public CorpusFixture(DataSource dataSource) {
    this.dataSource = dataSource;
    this.corpus = new PostgresCorpus(dataSource);
    this.log = new PostgresCorpusLog(dataSource);
    this.directory = new PostgresDirectory(dataSource);
    this.evidence = new PostgresEvidence(dataSource);
  }

  /** Writes a document that everyone may read. */
  public Written write(String externalId, String text) {
    return write(externalId, text, AccessLabel.EVERYONE);
  }

  public Written write(String externalId, String text, AccessLabel label) {
    return write(document(externalId, text, label, Optional.empty()));
  }

  public Written write(SourceDocument document) {
    return corpus.write(document, "lines", SPACE, passages(document.text()));
  }

  public SourceDocument document(
      String externalId, String text, AccessLabel label, Optional<UUID> existing) {
    return new SourceDocument(
        new DocumentKey(WORKSPACE, SOURCE, externalId),
        existing,
        "file:///" + externalId,
        externalId,
        "text/plain",
        null,
        Map.of(),
        new Rights(label, Sensitivity.INTERNAL),
        Revision.sha256(text.getBytes(StandardCharsets.UTF_8)),
        CanonicalText.of(text),
        "lines 1",
        List.of());
  }

  /** Writes a document of which its source says something. */
  public Written write(String externalId, String text, DocumentProperties properties) {
    SourceDocument plain = document(externalId, text, AccessLabel.EVERYONE, Optional.empty());
    return write(
        new SourceDocument(
            new DocumentKey(WORKSPACE, properties.sourceId(), externalId),
            plain.existing(),
            plain.uri(),
            plain.title(),
            properties.mediaType(),
            properties.language(),
            properties.metadata(),
            plain.rights(),
            plain.contentHash(),
            plain.text(),
            plain.parser(),
            plain.pageStarts()));
  }

  /** A passage for each line that is not blank. */
  public static List<EmbeddedPassage> passages(CanonicalText text) {
    List<EmbeddedPassage> passages = new ArrayList<>();
    int at = 0;
    for (String line : text.value().split("\n", -1)) {
      int length = line.codePointCount(0, line.length());
      if (!line.isBlank()) {
        Passage passage = new Passage(passages.size(), at, at + length, null, List.of(), line);
        passages.add(new EmbeddedPassage(passage, vector(line)));
      }
      at += length + 1;
    }
    return passages;
  }

  /** A unit vector that is near to those of texts with the same words. */
  public static float[] vector(String text) {
    float[] vector = new float[SPACE.dimension()];
    for (String word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+", -1)) {
      vector[Math.floorMod(word.hashCode(), vector.length)] += 1;
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  public Viewer viewer(String user) {
    return directory.viewer(WORKSPACE, Principal.user(user));
  }
}
