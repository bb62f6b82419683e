package dev.millrace.app.cli;

import dev.millrace.retrieval.search.SearchSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Asks two search engines the same questions in turns, and takes the times. */
final class SearchRace {
  static final int WANTED = 10;
  private static final int THREADS = 2;

  private final List<SearchContender> contenders;
  private final List<String> queries;
  private final int rounds;

  /**
   * What is asked.
   *
   * @param settings lexical, vector or hybrid, with all that belongs to it or without some
   */
  record Heat(SearchSettings settings, SearchContender.Reader reader) {
    /** As users write it. */
    String name() {
      return settings.mode().wire()
          + settings.without().stream()
              .map(technique -> " without " + technique.wire())
              .sorted()
              .collect(Collectors.joining());
    }
  }

  /**
   * How one of them did.
   *
   * @param p50 milliseconds a question, one at a time
   * @param p99 the same
   * @param one questions a second, one at a time
   * @param two questions a second on two threads
   */
  record Times(double p50, double p99, double one, double two) {}

  SearchRace(List<SearchContender> contenders, List<String> queries, int rounds) {
    this.contenders = List.copyOf(contenders);
    this.queries = List.copyOf(queries);
    this.rounds = rounds;
  }

  /** Each one's times by its name. The first round warms up and does not count. */
  Map<String, Times> run(Heat heat) throws IOException {
    Map<String, List<Round>> all = new HashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (SearchContender contender : round % 2 == 0 ? contenders : contenders.reversed()) {
        Round times = round(contender, heat);
        if (round > 0) {
          all.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(times);
        }
      }
    }
    Map<String, Times> times = new LinkedHashMap<>();
    for (SearchContender contender : contenders) {
      times.put(contender.name(), times(all.getOrDefault(contender.name(), List.of())));
    }
    return times;
  }

  /** Milliseconds of each question, and seconds of all on two threads. */
  private record Round(List<Double> each, double two) {
    double one() {
      return each.stream().mapToDouble(Double::doubleValue).sum() / 1000;
    }
  }

  private Times times(List<Round> done) {
    List<Double> each = done.stream().flatMap(round -> round.each().stream()).toList();
    double one = Percentile.of(done.stream().map(Round::one).toList(), 50);
    double two = Percentile.of(done.stream().map(Round::two).toList(), 50);
    return new Times(
        Percentile.of(each, 50),
        Percentile.of(each, 99),
        queries.size() / one,
        queries.size() / two);
  }

  private Round round(SearchContender contender, Heat heat) throws IOException {
    List<Double> each = new ArrayList<>();
    for (String query : queries) {
      long start = System.nanoTime();
      contender.search(heat.settings(), query, heat.reader(), WANTED);
      each.add((System.nanoTime() - start) / 1e6);
    }
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        asked.add(threads.submit(share(contender, heat, thread)));
      }
      for (Future<Integer> one : asked) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a search failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return new Round(each, (System.nanoTime() - start) / 1e9);
  }

  private Callable<Integer> share(SearchContender contender, Heat heat, int first) {
    return () -> {
      int found = 0;
      for (int i = first; i < queries.size(); i += THREADS) {
        found += contender.search(heat.settings(), queries.get(i), heat.reader(), WANTED).size();
      }
      return found;
    };
  }

  /** What a contender finds for each question, this deep. */
  List<List<String>> found(SearchContender contender, Heat heat, int depth) throws IOException {
    List<List<String>> found = new ArrayList<>();
    for (String query : queries) {
      found.add(contender.search(heat.settings(), query, heat.reader(), depth));
    }
    return found;
  }
}
