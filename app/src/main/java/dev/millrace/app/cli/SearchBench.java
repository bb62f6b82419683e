package dev.millrace.app.cli;

import dev.millrace.app.cli.SearchContender.Reader;
import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.search.Technique;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fills search engines with the same passages, one after the other, and lets them race. */
final class SearchBench {
  static final int PASSAGES_IN_A_DOCUMENT = 20;
  private static final int WRITERS = 2;
  private static final int DEEP = 100;
  private static final List<SearchMode> MODES =
      List.of(SearchMode.LEXICAL, SearchMode.VECTOR, SearchMode.HYBRID);

  private final Given given;
  private final Course course;
  private final int documents;
  private final Path home;
  private final FilledBefore before;

  /**
   * What is searched for and in.
   *
   * @param queries with their vectors
   * @param embedding how long those took
   */
  record Given(
      EmbeddingSpace space,
      RecombinedPassages passages,
      Map<String, float[]> queries,
      SearchFigures.Embedding embedding) {}

  /**
   * How it is measured.
   *
   * @param rounds of all queries, in turns
   * @param left techniques that hybrid is also measured without, one at a time
   * @param steps told how far it is
   */
  record Course(int passages, int rounds, List<Technique> left, Steps steps) {}

  /** Told how far each step is. */
  interface Steps {
    void at(String step, long done, long total);
  }

  /**
   * @param home where Millrace's corpus is
   * @param before what needs no filling
   */
  SearchBench(Given given, Course course, Path home, FilledBefore before) {
    this.given = given;
    this.course = course;
    this.documents = course.passages() / PASSAGES_IN_A_DOCUMENT;
    this.home = home;
    this.before = before;
  }

  /**
   * Fills them, looks for what is really nearest, and lets them race.
   *
   * @param contenders Millrace first
   */
  SearchFigures run(List<SearchContender> contenders) throws IOException {
    Map<String, SearchFigures.Filled> filled = new LinkedHashMap<>();
    for (SearchContender contender : contenders) {
      filled.put(contender.name(), filled(contender));
    }
    List<String> queries = List.copyOf(given.queries().keySet());
    SearchRace race = new SearchRace(contenders, queries, course.rounds());
    Map<Reader, Map<String, SearchFigures.Recall>> recall = recall(race, contenders);
    Map<SearchRace.Heat, Map<String, SearchRace.Times>> times = new LinkedHashMap<>();
    long heats = 2L * MODES.size() + course.left().size();
    for (SearchMode mode : MODES) {
      for (Reader reader : Reader.values()) {
        SearchRace.Heat heat = new SearchRace.Heat(SearchSettings.of(mode), reader);
        times.put(heat, race.run(heat));
        course.steps().at("searching", times.size(), heats);
      }
    }
    SearchRace alone = new SearchRace(contenders.subList(0, 1), queries, course.rounds());
    for (Technique technique : course.left()) {
      SearchRace.Heat heat =
          new SearchRace.Heat(new SearchSettings(SearchMode.HYBRID, Set.of(technique)), Reader.ALL);
      times.put(heat, alone.run(heat));
      course.steps().at("searching", times.size(), heats);
    }
    return new SearchFigures(
        documents * PASSAGES_IN_A_DOCUMENT,
        given.queries().size(),
        given.embedding(),
        filled,
        recall,
        times,
        Footprint.of(home));
  }

  private SearchFigures.Filled filled(SearchContender contender) throws IOException {
    Optional<SearchFigures.Filled> done = before.of(contender.name());
    if (done.isPresent()) {
      contender.settle();
      return done.get();
    }
    long start = System.nanoTime();
    contender.clear();
    forEach(
        "filling " + contender.name(),
        number -> contender.add(made(number), RecombinedPassages.forFew(number)));
    contender.settle();
    double seconds = (System.nanoTime() - start) / 1e9;
    SearchFigures.Filled now = new SearchFigures.Filled(seconds, contender.indexBytes());
    before.add(contender.name(), now);
    return now;
  }

  private Map<Reader, Map<String, SearchFigures.Recall>> recall(
      SearchRace race, List<SearchContender> contenders) throws IOException {
    List<float[]> vectors = List.copyOf(given.queries().values());
    Map<Reader, ExactNeighbours> exact = new LinkedHashMap<>();
    for (Reader reader : Reader.values()) {
      exact.put(reader, new ExactNeighbours(vectors, DEEP));
    }
    forEach(
        "exact search",
        number -> {
          RecombinedPassages.Made document = made(number);
          for (Map.Entry<Reader, ExactNeighbours> one : exact.entrySet()) {
            if (one.getKey() == Reader.ALL || RecombinedPassages.forFew(number)) {
              one.getValue().add(document);
            }
          }
        });
    Map<Reader, Map<String, SearchFigures.Recall>> recall = new LinkedHashMap<>();
    for (Map.Entry<Reader, ExactNeighbours> one : exact.entrySet()) {
      Map<String, SearchFigures.Recall> by = new LinkedHashMap<>();
      for (SearchContender contender : contenders) {
        SearchRace.Heat heat =
            new SearchRace.Heat(SearchSettings.of(SearchMode.VECTOR), one.getKey());
        by.put(
            contender.name(),
            new SearchFigures.Recall(
                one.getValue()
                    .recall(race.found(contender, heat, SearchRace.WANTED), SearchRace.WANTED),
                one.getValue().recall(race.found(contender, heat, DEEP), DEEP)));
      }
      recall.put(one.getKey(), by);
    }
    return recall;
  }

  private RecombinedPassages.Made made(int number) {
    return given.passages().document(number, PASSAGES_IN_A_DOCUMENT);
  }

  /** Something that is done with each document. */
  @FunctionalInterface
  private interface Act {
    void on(int number) throws IOException;
  }

  /** On some threads, each document once. */
  private void forEach(String step, Act act) throws IOException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<@Nullable Void>> working = new ArrayList<>();
      for (int thread = 0; thread < WRITERS; thread++) {
        working.add(
            threads.submit(
                () -> {
                  int number = next.getAndIncrement();
                  while (number < documents) {
                    act.on(number);
                    course.steps().at(step, number + 1L, documents);
                    number = next.getAndIncrement();
                  }
                  return null;
                }));
      }
      for (Future<@Nullable Void> one : working) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(step + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
