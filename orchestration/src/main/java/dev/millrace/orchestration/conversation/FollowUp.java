package dev.millrace.orchestration.conversation;

import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

public final class FollowUp {
  private static final int TURNS = 8;
  private static final int LONGEST_TURN = 2_000;
  public static int FULL_WORDS = 8, TOPIC_WORDS = 4;
  public static double DECAY = .5, ANSWER = .25, NAME = .3;
  public static boolean FIRST = false;

  private FollowUp() {}

  public static Rewritten rewrite(List<Turn> history, String question) {
    if (question.isBlank() || question.length() > LONGEST_TURN) {
      return new Rewritten(cut(question, SearchRequest.LONGEST_QUERY), false);
    }
    List<List<Word>> asked = new ArrayList<>();
    List<Word> answered = List.of();
    int oldest = Math.max(0, history.size() - TURNS);
    for (int i = history.size() - 1; i >= oldest; i--) {
      Turn turn = history.get(i);
      List<Word> words = Word.of(cut(turn.text(), turn.role() == Role.USER ? LONGEST_TURN : 400));
      if (turn.role() == Role.USER) {
        if (!words.isEmpty()) asked.add(words);
      } else if (answered.isEmpty()) answered = words;
    }
    Set<String> recent = new HashSet<>();
    for (int i = 0; i < Math.min(2, asked.size()); i++)
      asked.get(i).forEach(w -> recent.add(w.stem()));
    List<Word> words = Word.of(question);
    Dependence d = Dependence.of(question, words, recent);
    if (d == Dependence.NONE || asked.isEmpty()) return new Rewritten(question, false);
    Map<String, Double> weight = new HashMap<>();
    Map<String, Word> seen = new LinkedHashMap<>();
    double w = 1;
    for (List<Word> turn : asked) {
      Set<String> once = new HashSet<>();
      for (Word word : turn)
        if (once.add(word.stem())) {
          weight.merge(word.stem(), w + (word.name() ? NAME * w : 0), Double::sum);
          seen.putIfAbsent(word.stem(), word);
        }
      w *= DECAY;
    }
    Set<String> once = new HashSet<>();
    for (Word word : answered)
      if (once.add(word.stem())) {
        weight.merge(word.stem(), ANSWER, Double::sum);
        seen.putIfAbsent(word.stem(), word);
      }
    words.forEach(word -> weight.remove(word.stem()));
    int most = d == Dependence.FULL ? FULL_WORDS : TOPIC_WORDS;
    List<String> best =
        weight.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Word> e : seen.entrySet())
      if (best.contains(e.getKey())) out.append(' ').append(e.getValue().surface());
    if (out.isEmpty()) return new Rewritten(question, false);
    return new Rewritten(FIRST ? out.substring(1) + ": " + question : question.strip() + out, true);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
