package dev.millrace.orchestration.evaluation;

import dev.millrace.orchestration.evaluation.JudgedAnswer.Passage;
import dev.millrace.orchestration.text.Sentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes judged answers of human ones: each as it is, with a mark after each sentence, and once for
 * each kind of mistake that can be planted in it. Its evidence is what the person had and, among
 * it, passages of other answers.
 *
 * <p>Kinds: {@code number} (another number), {@code number-near} (another number out of the same
 * evidence), {@code entity} (a name out of other evidence), {@code entity-near} (a name out of the
 * same evidence), {@code negation} (a "not" left out), {@code citation} (a mark that points to
 * other evidence). What is changed is found by patterns of this class alone, not by those of the
 * check that is measured.
 */
public final class PlantedMistakes {
  private static final int OTHERS = 3;
  private static final Pattern NUMBER =
      Pattern.compile("(?m)(?<![\\w.,(-])(?<!^)\\d+(?:[.,]\\d+)*(?![\\w)-])");
  private static final Pattern NAME =
      Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}[\\p{L}]{2,}(?: \\p{Lu}[\\p{L}]{2,})*");
  private static final Pattern NOT =
      Pattern.compile(
          "\\b(?:(?<=\\w)n['’]t\\b|not\\b|never\\b|without\\b|cannot\\b|no(?= \\p{Ll}))");

  private final List<HumanAnswer> answers;
  private final List<Passage> pool;
  private final long seed;

  /**
   * Prepares a collection.
   *
   * @param answers of one collection, for what other evidence is taken from
   */
  public PlantedMistakes(List<HumanAnswer> answers, long seed) {
    this.answers = List.copyOf(answers);
    this.pool = answers.stream().flatMap(answer -> answer.gold().stream()).distinct().toList();
    this.seed = seed;
  }

  /**
   * The lines of some of the answers, chosen by the seed.
   *
   * @param most so many answers, if there are
   */
  public List<JudgedAnswer> lines(int most) {
    List<HumanAnswer> chosen = new ArrayList<>(answers);
    Collections.shuffle(chosen, new Random(seed));
    return chosen.stream().limit(most).flatMap(answer -> of(answer).stream()).toList();
  }

  /** The lines that an answer gives; the untouched one first. */
  public List<JudgedAnswer> of(HumanAnswer human) {
    Random random = new Random(seed * 31 + human.id().hashCode());
    List<Passage> gold = human.gold();
    List<Passage> others = new ArrayList<>(pool);
    others.removeAll(human.gold());
    Collections.shuffle(others, random);
    List<Passage> evidence = new ArrayList<>(gold);
    evidence.addAll(others.subList(0, Math.min(OTHERS, others.size())));
    Collections.shuffle(evidence, random);
    Set<Integer> right = new TreeSet<>();
    gold.forEach(passage -> right.add(evidence.indexOf(passage) + 1));

    List<String> sentences =
        Sentences.of(human.answer()).stream().map(span -> span.of(human.answer())).toList();
    String near = gold.stream().map(Passage::text).collect(Collectors.joining("\n"));
    String far =
        evidence.stream()
            .filter(passage -> !gold.contains(passage))
            .map(Passage::text)
            .collect(Collectors.joining("\n"));

    List<JudgedAnswer> lines = new ArrayList<>();
    lines.add(line(human, marked(sentences, right), evidence, ""));
    add(
        lines,
        human,
        evidence,
        right,
        "number",
        changed(sentences, NUMBER, random, old -> Optional.of(other(old, random))));
    add(
        lines,
        human,
        evidence,
        right,
        "number-near",
        changed(sentences, NUMBER, random, old -> pick(NUMBER, near, human.answer(), random)));
    add(
        lines,
        human,
        evidence,
        right,
        "entity",
        changed(sentences, NAME, random, old -> pick(NAME, far, human.answer() + near, random)));
    add(
        lines,
        human,
        evidence,
        right,
        "entity-near",
        changed(sentences, NAME, random, old -> pick(NAME, near, human.answer(), random)));
    add(
        lines,
        human,
        evidence,
        right,
        "negation",
        changed(sentences, NOT, random, PlantedMistakes::affirmed));
    moved(sentences, right, evidence.size(), random)
        .ifPresent(text -> lines.add(line(human, text, evidence, "citation")));
    return lines;
  }

  private interface Change {
    Optional<String> of(String old);
  }

  private static void add(
      List<JudgedAnswer> lines,
      HumanAnswer human,
      List<Passage> evidence,
      Set<Integer> right,
      String kind,
      Optional<List<String>> sentences) {
    sentences.ifPresent(text -> lines.add(line(human, marked(text, right), evidence, kind)));
  }

  private static JudgedAnswer line(
      HumanAnswer human, String answer, List<Passage> evidence, String kind) {
    return new JudgedAnswer(
        human.question(), answer, evidence, kind.isEmpty(), kind, human.origin());
  }

  private static String marked(List<String> sentences, Set<Integer> marks) {
    String all = marks.stream().map(n -> "[" + n + "]").collect(Collectors.joining());
    return sentences.stream()
        .map(sentence -> sentence + " " + all)
        .collect(Collectors.joining("\n"));
  }

  private static Optional<List<String>> changed(
      List<String> sentences, Pattern pattern, Random random, Change change) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      if (pattern.matcher(sentences.get(i)).find()) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return Optional.empty();
    }
    int place = places.get(random.nextInt(places.size()));
    String sentence = sentences.get(place);
    List<MatchResult> found = pattern.matcher(sentence).results().toList();
    MatchResult chosen = found.get(random.nextInt(found.size()));
    return change
        .of(chosen.group())
        .map(
            now -> {
              List<String> all = new ArrayList<>(sentences);
              String changed =
                  sentence.substring(0, chosen.start()) + now + sentence.substring(chosen.end());
              all.set(place, changed.replace("  ", " "));
              return all;
            });
  }

  /** Another number of the same look. */
  private static String other(String number, Random random) {
    char[] digits = number.toCharArray();
    int at = 0;
    while (at < digits.length - 1 && (digits[at] == '0' || random.nextBoolean())) {
      at++;
    }
    while (!Character.isDigit(digits[at])) {
      at--;
    }
    int old = digits[at] - '0';
    digits[at] = (char) ('0' + (old + 1 + random.nextInt(8)) % 9 + (old == 0 ? 1 : 0));
    if (digits[at] - '0' == old || digits[at] > '9' || (at == 0 && digits[at] == '0')) {
      digits[at] = (char) ('0' + (old % 9) + 1);
    }
    return new String(digits);
  }

  /** A match in a text that is not in another. */
  private static Optional<String> pick(Pattern pattern, String from, String not, Random random) {
    List<String> found =
        new ArrayList<>(
            new TreeSet<>(pattern.matcher(from).results().map(MatchResult::group).toList()));
    found.removeIf(not::contains);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private static Optional<String> affirmed(String word) {
    return Optional.of(
        switch (word) {
          case "without" -> "with";
          case "cannot" -> "can";
          default -> "";
        });
  }

  private static Optional<String> moved(
      List<String> sentences, Set<Integer> right, int size, Random random) {
    List<Integer> wrong = new ArrayList<>();
    for (int n = 1; n <= size; n++) {
      if (!right.contains(n)) {
        wrong.add(n);
      }
    }
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    int place = random.nextInt(sentences.size());
    int mark = wrong.get(random.nextInt(wrong.size()));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      lines.add(marked(List.of(sentences.get(i)), i == place ? Set.of(mark) : right));
    }
    return Optional.of(String.join("\n", lines));
  }
}
