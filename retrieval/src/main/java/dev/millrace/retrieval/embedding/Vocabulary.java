package dev.millrace.retrieval.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words of the shipped model's vocabulary. BERT's authors listed its pieces by how often they
 * came in Wikipedia and books, so it tells which words are common in English.
 */
public final class Vocabulary {
  private static final String FILE = "/bge-small-en-v1.5-q-tokenizer.json";

  private Vocabulary() {}

  /** Some 21,700 whole words in lower case, the most frequent first. */
  public static List<String> byFrequency() {
    try (InputStream json = OnnxEmbedder.class.getResourceAsStream(FILE)) {
      if (json == null) {
        throw new FileNotFoundException(FILE + " is not on the class path");
      }
      JsonNode pieces = new ObjectMapper().readTree(json).path("model").path("vocab");
      TreeMap<Integer, String> words = new TreeMap<>();
      for (Map.Entry<String, JsonNode> piece : pieces.properties()) {
        if (piece.getKey().length() > 1
            && piece.getKey().codePoints().allMatch(Character::isLetter)) {
          words.put(piece.getValue().asInt(), piece.getKey());
        }
      }
      return List.copyOf(words.values());
    } catch (IOException e) {
      throw new EmbeddingException("cannot read " + FILE, e);
    }
  }
}
