package dev.millrace.retrieval.rerank;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.remote.ModelServer;
import java.nio.file.Path;

/** Which model reranks: what settings say, and the one place where a {@link Reranker} is made. */
public sealed interface RerankModel {
  /**
   * Makes it ready. Of a remote model this checks nothing: its server may start later.
   *
   * @param nativeCache as {@link OnnxReranker#open} takes it
   * @throws RerankerException if a file can't be used
   */
  Reranker open(Path nativeCache);

  /**
   * A model in a file.
   *
   * @param model a cross-encoder in ONNX form
   * @param tokenizer its {@code tokenizer.json}, or {@code vocab.txt} for BERT's WordPiece
   * @param maxTokens longest input, 16 to {@value #MOST_TOKENS}; longer pairs are cut
   */
  record File(Path model, Path tokenizer, int maxTokens) implements RerankModel {
    /** What the longest models in use take. */
    public static final int MOST_TOKENS = 8192;

    private static final int LEAST_TOKENS = 16;

    public File {
      requireNonNull(model, "model");
      requireNonNull(tokenizer, "tokenizer");
      if (maxTokens < LEAST_TOKENS || maxTokens > MOST_TOKENS) {
        throw new IllegalArgumentException(
            "it reads " + LEAST_TOKENS + " to " + MOST_TOKENS + " tokens");
      }
    }

    @Override
    public Reranker open(Path nativeCache) {
      return OnnxReranker.open(this, nativeCache);
    }
  }

  /**
   * A model behind an API.
   *
   * @param api what its server speaks
   * @param clearance the most sensitive text that may be sent there
   */
  record Remote(RerankApi api, ModelServer server, Clearance clearance) implements RerankModel {
    public Remote {
      requireNonNull(api, "api");
      requireNonNull(server, "server");
      requireNonNull(clearance, "clearance");
    }

    @Override
    public Reranker open(Path nativeCache) {
      return new RemoteReranker(this);
    }
  }
}
