package dev.millrace.retrieval.embedding;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.onnx.BertTokenizer;
import dev.millrace.retrieval.onnx.NativeLibraries;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * {@code bge-small-en-v1.5}, quantised to 8 bits, inside this process: no server, no network, and
 * so no limit on the sensitivity of what it reads.
 *
 * <p>Passages are embedded by a worker for each core, longest first so that all end together, and
 * calls take turns text by text. A query runs at once on its caller's thread and does not wait for
 * passages. The same text gives the same vector always, whatever else is embedded beside it.
 *
 * <p>Any text is taken: what is empty or has no readable character gets the vector of no words,
 * what is longer than {@link #maxTokens} is cut.
 */
public final class OnnxEmbedder implements Embedder {
  /** The prefix that BAAI, who made the model, trained short questions with. */
  private static final String QUERY_PREFIX =
      "Represent this sentence for searching relevant passages: ";

  private static final EmbeddingSpace BGE_SMALL =
      new EmbeddingSpace("bge-small-en-v1.5-q", 384, QUERY_PREFIX);
  private static final BertModel.Shape BGE_SMALL_SHAPE = new BertModel.Shape(12, 12, 32);
  private static final int MAX_TOKENS = 512;

  private final EmbeddingSpace space;
  private final BertTokenizer tokenizer;
  private final BertModel model;
  private final ExecutorService workers;
  private final int workerCount;
  private final Semaphore queries;

  /** Held for reading while native code runs: closing under it would take the process down. */
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxEmbedder(
      EmbeddingSpace space, BertTokenizer tokenizer, BertModel model, int workerCount) {
    this.space = space;
    this.tokenizer = tokenizer;
    this.model = model;
    this.workerCount = workerCount;
    this.workers =
        Executors.newFixedThreadPool(
            workerCount, Thread.ofPlatform().daemon().name("embed-", 1).factory());
    this.queries = new Semaphore(workerCount, true);
  }

  /**
   * Loads the model from the class path; takes about half a second.
   *
   * @param nativeCache a folder of our own, made if need be, for 40 MB of unpacked native code. The
   *     first one in a process counts.
   * @throws EmbeddingException if the folder can't be written or its files can't be run
   */
  public static OnnxEmbedder bgeSmall(Path nativeCache) {
    requireNonNull(nativeCache, "nativeCache");
    String files = "/bge-small-en-v1.5-q";
    try {
      NativeLibraries.unpackTo(nativeCache);
      BertTokenizer tokenizer;
      try (InputStream json = resource(files + "-tokenizer.json").openStream()) {
        tokenizer = BertTokenizer.read(json);
      }
      try {
        BertModel model = BertModel.load(resource(files + ".onnx"), BGE_SMALL_SHAPE);
        int cores = Runtime.getRuntime().availableProcessors();
        return new OnnxEmbedder(BGE_SMALL, tokenizer, model, cores);
      } catch (IOException | OrtException | RuntimeException | LinkageError e) {
        tokenizer.close();
        throw e;
      }
    } catch (IOException | OrtException | RuntimeException | LinkageError e) {
      throw new EmbeddingException(
          "The embedding model can't be loaded ("
              + e
              + "). Its native code is unpacked to "
              + nativeCache.toAbsolutePath()
              + ": that folder must be writable and on a file system that lets programs run.",
          e);
    }
  }

  private static URL resource(String name) throws IOException {
    URL found = OnnxEmbedder.class.getResource(name);
    if (found == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return found;
  }

  @Override
  public EmbeddingSpace space() {
    return space;
  }

  @Override
  public Clearance clearance() {
    return Clearance.ALL;
  }

  @Override
  public int maxTokens() {
    return MAX_TOKENS;
  }

  @Override
  public int tokens(String text) {
    life.readLock().lock();
    try {
      checkOpen();
      return tokenizer.count(text);
    } finally {
      life.readLock().unlock();
    }
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    return new PassageBatch(texts, this::embed, workers).await(workerCount);
  }

  @Override
  public float[] query(String text) {
    // More at a time than there are cores would only use more memory.
    queries.acquireUninterruptibly();
    try {
      return embed(space.queryPrefix() + text);
    } finally {
      queries.release();
    }
  }

  private float[] embed(String text) {
    life.readLock().lock();
    try {
      checkOpen();
      return model.embed(tokenizer.ids(text, MAX_TOKENS));
    } catch (OrtException e) {
      throw new EmbeddingException(
          "The embedding model failed on a text of " + text.length() + " characters.", e);
    } finally {
      life.readLock().unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this embedder is closed");
    }
  }

  /** Waits for the text that each thread is at; what has not begun fails. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      workers.shutdown();
      tokenizer.close();
      model.close();
    } catch (OrtException e) {
      throw new EmbeddingException("The embedding model could not be closed.", e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
