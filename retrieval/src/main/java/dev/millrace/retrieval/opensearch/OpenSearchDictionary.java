package dev.millrace.retrieval.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.retrieval.index.Dictionary;
import dev.millrace.retrieval.index.PassageWords;
import dev.millrace.retrieval.index.Spelling;
import dev.millrace.retrieval.index.WordTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of the index for one reader, a round trip for each question. */
final class OpenSearchDictionary implements Dictionary {
  private final OpenSearchClient client;
  private final String index;
  private final Searches searches;
  private final Reader reader;

  /**
   * Whose question it is.
   *
   * @param visible the passages that he may see
   * @param name the same for all that his question asks
   * @param languages that there are passages in
   */
  record Reader(Map<String, Object> visible, String name, Set<String> languages) {}

  OpenSearchDictionary(OpenSearchClient client, String index, Searches searches, Reader reader) {
    this.client = client;
    this.index = index;
    this.searches = searches;
    this.reader = reader;
  }

  @Override
  public Set<String> languages() {
    return reader.languages();
  }

  @Override
  public List<Boolean> seen(List<List<WordTerm>> groups) {
    List<Searches.Asked> asked = new ArrayList<>();
    for (List<WordTerm> group : groups) {
      List<Object> should =
          group.stream()
              .<Object>map(term -> Map.of("term", Map.of(term.field(), term.text())))
              .toList();
      asked.add(
          Searches.any(
              Map.of(
                  "bool",
                  Map.of(
                      "should",
                      should,
                      "minimum_should_match",
                      1,
                      "filter",
                      List.of(reader.visible())))));
    }
    return searches.run(asked, reader.name()).stream().map(Searches::found).toList();
  }

  private record Known(String word, double likeness, long passages) {}

  @Override
  public List<List<Near>> near(List<Doubted> words) {
    List<List<Known>> known = suggested(words);
    List<List<WordTerm>> groups =
        known.stream()
            .flatMap(List::stream)
            .map(one -> List.of(new WordTerm(PassageWords.WORD, one.word())))
            .toList();
    List<Boolean> seen = seen(groups);
    List<List<Near>> near = new ArrayList<>();
    int at = 0;
    for (List<Known> ofOne : known) {
      List<Near> taken = new ArrayList<>();
      for (Known one : ofOne) {
        if (seen.get(at++) && taken.size() < Spelling.MOST_TAKEN) {
          taken.add(new Near(one.word(), one.likeness()));
        }
      }
      near.add(taken);
    }
    return near;
  }

  /** Words of anybody's passages; which of them the reader's have is asked next. */
  private List<List<Known>> suggested(List<Doubted> words) {
    Map<String, Object> suggest = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      suggest.put(
          "w" + i,
          Map.of(
              "text",
              words.get(i).word(),
              "term",
              Map.of(
                  "field",
                  PassageWords.WORD,
                  "analyzer",
                  "keyword",
                  "suggest_mode",
                  "always",
                  "max_edits",
                  words.get(i).edits(),
                  "prefix_length",
                  Spelling.RIGHT_LETTERS,
                  // However many passages of others' have the word itself.
                  "max_term_freq",
                  Integer.MAX_VALUE,
                  "size",
                  Spelling.MOST_LOOKED_AT)));
    }
    JsonNode answer =
        searches
            .run(List.of(new Searches.Asked(Map.of("size", 0, "suggest", suggest))), reader.name())
            .getFirst()
            .path("suggest");
    List<List<Known>> known = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      List<Known> near = new ArrayList<>();
      for (JsonNode option : answer.path("w" + i).path(0).path("options")) {
        near.add(
            new Known(
                option.path("text").asText(),
                option.path("score").asDouble(),
                option.path("freq").asLong()));
      }
      near.sort(
          Comparator.comparingDouble(Known::likeness)
              .thenComparingLong(Known::passages)
              .reversed()
              .thenComparing(Known::word));
      known.add(near);
    }
    return known;
  }

  /**
   * As one shard has it: with several, each has about the same share of everything, and how rare
   * words are beside each other is what counts.
   */
  @Override
  public Frequencies frequencies(Collection<WordTerm> terms) {
    Map<String, List<WordTerm>> byField =
        terms.stream().collect(Collectors.groupingBy(WordTerm::field));
    Map<String, Object> document = new HashMap<>();
    byField.forEach(
        (field, of) ->
            // One by one: a keyword with blanks would be one term.
            document.put(field, of.stream().map(WordTerm::text).toList()));
    // Every passage has words: as many as there are have this field.
    document.putIfAbsent(PassageWords.WORD, "a");
    JsonNode vectors =
        client
            .send(
                "POST",
                "/" + index + "/_termvectors",
                Map.of(
                    "doc",
                    document,
                    "term_statistics",
                    true,
                    "field_statistics",
                    true,
                    "positions",
                    false,
                    "offsets",
                    false,
                    "payloads",
                    false))
            .path("term_vectors");
    Map<WordTerm, Long> having = new HashMap<>();
    for (WordTerm term : terms) {
      having.put(
          term,
          vectors.path(term.field()).path("terms").path(term.text()).path("doc_freq").asLong(0));
    }
    long passages =
        vectors.path(PassageWords.WORD).path("field_statistics").path("doc_count").asLong(0);
    return new Frequencies(passages, having);
  }
}
