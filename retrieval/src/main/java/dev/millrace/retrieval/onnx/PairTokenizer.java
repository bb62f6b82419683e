package dev.millrace.retrieval.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two texts to the ids of one input, {@code [CLS] query [SEP] passage [SEP]} for BERT, or as the
 * model's own {@code tokenizer.json} wants it. What is too long together loses the end of the
 * longer text. Safe for use by many threads at once.
 */
public final class PairTokenizer implements AutoCloseable {
  /** UTF-16 units that are looked at for each token that fits: English has four or five. */
  private static final int UNITS_PER_TOKEN = 32;

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");

  private final HuggingFaceTokenizer tokenizer;
  private final int longest;

  private PairTokenizer(HuggingFaceTokenizer tokenizer, int longest) {
    this.tokenizer = tokenizer;
    this.longest = longest;
  }

  /**
   * Reads a {@code tokenizer.json}, or a {@code vocab.txt} of BERT's: a piece a line.
   *
   * @param mostTokens of an input, special ones included
   * @throws IOException if the file can't be read or is neither
   */
  public static PairTokenizer read(Path file, int mostTokens) throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] json = file.toString().endsWith(".txt") ? wordPiece(file, content) : content;
    Map<String, String> options =
        Map.of(
            "truncation",
            "longest_first",
            "maxLength",
            Integer.toString(mostTokens),
            "padding",
            "false");
    try (InputStream in = new ByteArrayInputStream(json)) {
      return new PairTokenizer(
          HuggingFaceTokenizer.newInstance(in, options), mostTokens * UNITS_PER_TOKEN);
    } catch (RuntimeException e) {
      throw new IOException(file + " is no tokenizer: " + e.getMessage(), e);
    }
  }

  /** The pair's ids, at most as many as were said. */
  public TokenPair pair(String first, String second) {
    Encoding encoding = tokenizer.encode(shortened(first), shortened(second), true, false);
    return new TokenPair(encoding.getIds(), encoding.getTypeIds());
  }

  /** Without half a surrogate pair, which is not UTF-8. */
  private String shortened(String text) {
    String head = text.length() <= longest ? text : text.substring(0, longest);
    return CanonicalText.of(head).value();
  }

  /** BERT's rules around a vocabulary, as its authors' code has them. */
  private static byte[] wordPiece(Path file, byte[] content) throws IOException {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .forEach(piece -> vocabulary.putIfAbsent(piece, vocabulary.size()));
    for (String special : SPECIAL) {
      if (!vocabulary.containsKey(special)) {
        throw new IOException(file + " is no vocabulary of BERT's: it has no " + special);
      }
    }
    // A vocabulary without capitals is one of a model that was trained on lower case.
    boolean lower =
        vocabulary.keySet().stream()
            .filter(piece -> !piece.startsWith("["))
            .noneMatch(piece -> piece.codePoints().anyMatch(Character::isUpperCase));
    try {
      return new ObjectMapper().writeValueAsBytes(tokenizer(vocabulary, lower));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a vocabulary that is no JSON", e);
    }
  }

  private static Map<String, Object> tokenizer(Map<String, Integer> vocabulary, boolean lower) {
    Map<String, Object> normalizer = new LinkedHashMap<>();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", true);
    normalizer.put("strip_accents", lower);
    normalizer.put("lowercase", lower);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "WordPiece");
    model.put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##");
    model.put("max_input_chars_per_word", 100);
    model.put("vocab", vocabulary);
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("version", "1.0");
    tokenizer.put("added_tokens", SPECIAL.stream().map(name -> special(name, vocabulary)).toList());
    tokenizer.put("normalizer", normalizer);
    tokenizer.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
    tokenizer.put(
        "post_processor",
        Map.of(
            "type",
            "BertProcessing",
            "sep",
            List.of("[SEP]", vocabulary.getOrDefault("[SEP]", 0)),
            "cls",
            List.of("[CLS]", vocabulary.getOrDefault("[CLS]", 0))));
    tokenizer.put("model", model);
    return tokenizer;
  }

  private static Map<String, Object> special(String name, Map<String, Integer> vocabulary) {
    return Map.of(
        "id",
        vocabulary.getOrDefault(name, 0),
        "content",
        name,
        "single_word",
        false,
        "lstrip",
        false,
        "rstrip",
        false,
        "normalized",
        false,
        "special",
        true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
