package dev.millrace.retrieval.rerank;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.onnx.NativeLibraries;
import dev.millrace.retrieval.onnx.PairTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A cross-encoder's file inside this process: no server, no network, and so no limit on the
 * sensitivity of what it reads. Pairs are judged by a worker for each core, in their order.
 */
public final class OnnxReranker implements Reranker {
  /** Makes as many tokens as any model takes. */
  private static final String LONG_TEXT = "word ".repeat(8192);

  private final String name;
  private final PairTokenizer tokenizer;
  private final CrossEncoder model;
  private final int workerCount;
  private final ExecutorService workers;

  private OnnxReranker(String name, PairTokenizer tokenizer, CrossEncoder model) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.model = model;
    this.workerCount = Runtime.getRuntime().availableProcessors();
    this.workers =
        Executors.newFixedThreadPool(
            workerCount, Thread.ofPlatform().daemon().name("rerank-", 1).factory());
  }

  /**
   * Loads the files and judges one pair of the greatest length, so that what can't work is known
   * now.
   *
   * @param nativeCache a folder of our own for unpacked native code; the first one in a process
   *     counts
   * @throws RerankerException naming the file and what is wrong with it
   */
  public static OnnxReranker open(RerankModel.File files, Path nativeCache) {
    requireNonNull(nativeCache, "nativeCache");
    try {
      NativeLibraries.unpackTo(nativeCache);
    } catch (IOException e) {
      throw new RerankerException("native code can't be unpacked to " + nativeCache, e);
    }
    CrossEncoder model = CrossEncoder.open(files.model());
    OnnxReranker reranker;
    try {
      PairTokenizer tokenizer = PairTokenizer.read(files.tokenizer(), files.maxTokens());
      reranker = new OnnxReranker(files.model().getFileName().toString(), tokenizer, model);
    } catch (IOException e) {
      model.close();
      throw new RerankerException(
          "the tokenizer " + files.tokenizer() + " can't be read: " + e.getMessage(), e);
    }
    try {
      reranker.score("a", LONG_TEXT);
      return reranker;
    } catch (RerankerException e) {
      reranker.close();
      throw new RerankerException(
          files.model()
              + " does not judge an input of "
              + files.maxTokens()
              + " tokens by "
              + files.tokenizer()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public String model() {
    return name;
  }

  @Override
  public Clearance clearance() {
    return Clearance.ALL;
  }

  @Override
  public Scores score(String query, List<Contender> passages, Budget budget) {
    return new PairBatch(
            passages.size(), at -> score(query, passages.get(at).whole()), budget, workerCount)
        .await(workers);
  }

  private double score(String query, String passage) {
    try {
      return model.score(tokenizer.pair(query, passage));
    } catch (OrtException e) {
      throw new RerankerException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Waits for the pair that each worker is at: closing under native code takes the process down.
   */
  @Override
  public void close() {
    workers.close();
    tokenizer.close();
    model.close();
  }
}
