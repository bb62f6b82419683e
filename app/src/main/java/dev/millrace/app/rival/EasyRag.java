package dev.millrace.app.rival;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.loader.FileSystemDocumentLoader;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.nio.file.Path;
import java.util.List;

/**
 * LangChain4j's easy RAG as its documentation shows it: its loader with Tika, its splitter of 300
 * tokens, the embedding model that Millrace ships, and a store in memory, which nothing survives.
 */
public final class EasyRag {
  private EasyRag() {}

  /**
   * What it has taken in.
   *
   * @param documents files that it could read; what it can't it logs and leaves out
   * @param segments what it would search in
   */
  public record Ingested(int documents, int segments) {}

  /** Takes in all files below a folder. */
  public static Ingested ingest(Path folder) {
    List<Document> documents = FileSystemDocumentLoader.loadDocumentsRecursively(folder);
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    EmbeddingStoreIngestor.ingest(documents, store);
    return new Ingested(documents.size(), store.size());
  }
}
