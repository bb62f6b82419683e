package dev.millrace.ingestion;

import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.embedding.Embedder;
import dev.millrace.retrieval.embedding.EmbeddingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An embedder without a model: texts that share words are near each other. */
public final class HashedWords implements Embedder {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{1,6}|[^\\s\\p{L}\\p{N}]");
  private static final int DIMENSION = 384;

  private static final String MODEL = "hashed-words";

  private final Clearance clearance;
  private final String model;
  private final AtomicInteger embedded = new AtomicInteger();

  private volatile boolean failing;

  public HashedWords() {
    this(Clearance.ALL);
  }

  public HashedWords(Clearance clearance) {
    this(clearance, MODEL);
  }

  /** Another model: its vectors have nothing to do with those of one of another name. */
  public HashedWords(Clearance clearance, String model) {
    this.clearance = clearance;
    this.model = model;
  }

  /** Lets it fail from now on, as a model elsewhere may, or no longer. */
  public void failing(boolean fails) {
    failing = fails;
  }

  /** How many passages it was given so far. */
  public int embedded() {
    return embedded.get();
  }

  @Override
  public EmbeddingSpace space() {
    return new EmbeddingSpace(model, DIMENSION, "");
  }

  @Override
  public Clearance clearance() {
    return clearance;
  }

  @Override
  public int maxTokens() {
    return 512;
  }

  @Override
  public int tokens(String text) {
    return words(text).size();
  }

  @Override
  public List<float[]> passages(List<String> texts) {
    if (failing) {
      throw new EmbeddingException("nobody answers", new java.io.IOException("refused"));
    }
    embedded.addAndGet(texts.size());
    return texts.stream().map(this::query).toList();
  }

  @Override
  public float[] query(String text) {
    float[] vector = new float[DIMENSION];
    vector[0] = 0.01f;
    for (String word : words(text)) {
      vector[Math.floorMod(word.hashCode() ^ (model.hashCode() * 31), DIMENSION)]++;
    }
    double length = 0;
    for (float value : vector) {
      length += value * value;
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(length);
    }
    return vector;
  }

  @Override
  public void close() {}

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }
}
