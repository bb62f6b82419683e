package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.PassageIndex;
import dev.millrace.retrieval.search.PossibleCorpus.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writers that change texts, rights, groups and documents at random, readers who read meanwhile in
 * every way, and an index that now keeps up and now stands still. In rounds: in each, writers and
 * readers run side by side; then the writers rest, the index catches up, and what is read must be
 * exactly what is to be had.
 *
 * <p>What shows that a layer is missing: the second one's, that somebody is shown what he may not
 * see, since the index stands still while rights are taken away. The first one's is hidden by the
 * second, which drops what the index should not have proposed; so drops are looked at, while the
 * index is level with the corpus and there is nothing that may be dropped.
 */
final class AccessHarness implements AutoCloseable {
  private static final List<String> USERS = List.of("ann", "bob", "eve", "joe");

  /** Each may be in those after it. */
  private static final List<String> GROUPS = List.of("g1", "g2", "g3", "g4");

  private static final int WRITERS = 3;
  private static final int READERS = 3;
  private static final int DOCUMENTS_OF_A_WRITER = 8;
  private static final int CHANGES_IN_A_ROUND = 6;
  private static final int CHECKS_IN_A_ROUND = 16;
  private static final int SETTLED_CHECKS_IN_A_ROUND = 12;

  private final CorpusFixture it = new CorpusFixture();
  private final PassageIndex index;
  private final IndexFollower follower;
  private final PossibleCorpus model =
      new PossibleCorpus(
          IntStream.range(0, WRITERS * DOCUMENTS_OF_A_WRITER)
              .mapToObj(AccessHarness::name)
              .toList(),
          GROUPS);
  private final AccessChecks checks;
  private final List<UUID> identities = new CopyOnWriteArrayList<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final List<Writer> writers = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Random random;
  private int done;
  private int behind;

  /**
   * @param index that is empty; closed with this
   * @param indexLayer what searches ask instead of the index
   * @param storeLayer what searches ask instead of the store
   */
  AccessHarness(
      PassageIndex index,
      long seed,
      BiFunction<CorpusFixture, PassageIndex, PassageIndex> indexLayer,
      Function<CorpusFixture, EvidenceStore> storeLayer) {
    this.random = new Random(seed);
    this.index = index;
    this.follower = new IndexFollower(it.log, index, WORKSPACE, SPACE);
    EvidenceSearch search =
        new IndexedSearch(
            indexLayer.apply(it, index), follower, storeLayer.apply(it), new WordsEmbedder());
    this.checks = new AccessChecks(it, model, search, USERS, identities, violations::add);
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(new Writer(writer, random.nextLong()));
    }
  }

  /** Runs until so many checks are made or one fails; what failed. */
  Collection<String> run(int most) throws InterruptedException, ExecutionException {
    while (done < most && violations.isEmpty()) {
      boolean following = random.nextBoolean();
      round(following);
      if (!following) {
        behind += READERS * CHECKS_IN_A_ROUND;
      }
      follower.catchUp();
      model.forget();
      Random settled = new Random(random.nextLong());
      for (int check = 0; check < SETTLED_CHECKS_IN_A_ROUND; check++) {
        checks.check(settled, true);
      }
      done += READERS * CHECKS_IN_A_ROUND + SETTLED_CHECKS_IN_A_ROUND;
    }
    return violations;
  }

  /** Checks made. */
  int done() {
    return done;
  }

  /** Those of them that were made while writers wrote and the index stood still. */
  int behind() {
    return behind;
  }

  private void round(boolean following) throws InterruptedException, ExecutionException {
    CountDownLatch working = new CountDownLatch(WRITERS + READERS);
    List<Callable<Void>> work = new ArrayList<>();
    writers.forEach(writer -> work.add(() -> writer.change(following)));
    for (int reader = 0; reader < READERS; reader++) {
      Random own = new Random(random.nextLong());
      work.add(
          () -> {
            for (int check = 0; check < CHECKS_IN_A_ROUND; check++) {
              checks.check(own, false);
            }
            return null;
          });
    }
    List<Future<Void>> results = new ArrayList<>();
    for (Callable<Void> one : work) {
      results.add(
          threads.submit(
              () -> {
                try {
                  return one.call();
                } finally {
                  working.countDown();
                }
              }));
    }
    while (following && working.getCount() > 0) {
      follower.catchUp();
    }
    for (Future<Void> result : results) {
      result.get();
    }
  }

  private static String name(int document) {
    return "doc" + document;
  }

  /** Changes documents that are its own, and groups that are. */
  private final class Writer {
    private final int number;
    private final Random dice;
    private final Map<String, UUID> ids = new HashMap<>();
    private int version;

    Writer(int number, long seed) {
      this.number = number;
      this.dice = new Random(seed);
    }

    Void change(boolean following) {
      for (int change = 0; change < CHANGES_IN_A_ROUND; change++) {
        String name = name(number * DOCUMENTS_OF_A_WRITER + dice.nextInt(DOCUMENTS_OF_A_WRITER));
        Optional<Held> old = model.document(name);
        int what = dice.nextInt(7);
        if (old.isEmpty() || what < 2) {
          write(name, new Held(text(name), label()), following);
        } else if (what == 2) {
          remove(name);
        } else if (what < 5) {
          relabel(name, new Held(old.get().text(), label()));
        } else {
          regroup();
        }
      }
      return null;
    }

    private void write(String name, Held next, boolean following) {
      long[] position = new long[1];
      model.document(
          name,
          Optional.of(next),
          () -> {
            var written = it.write(name, next.text(), next.label());
            position[0] = written.position();
            if (!written.documentId().equals(ids.put(name, written.documentId()))) {
              identities.add(written.documentId());
            }
          });
      if (following && next.label().equals(AccessLabel.EVERYONE)) {
        checks.finds(USERS.get(dice.nextInt(USERS.size())), name, next.text(), position[0]);
      }
    }

    private void remove(String name) {
      model.document(
          name,
          Optional.empty(),
          () -> assertThat(it.corpus.remove(WORKSPACE, id(name))).isPresent());
      ids.remove(name);
    }

    private void relabel(String name, Held next) {
      Rights rights = new Rights(next.label(), Sensitivity.INTERNAL);
      model.document(
          name,
          Optional.of(next),
          () -> assertThat(it.corpus.relabel(WORKSPACE, id(name), rights)).isPresent());
    }

    private UUID id(String name) {
      return Optional.ofNullable(ids.get(name)).orElseThrow();
    }

    private String text(String name) {
      StringBuilder text = new StringBuilder();
      int lines = 1 + dice.nextInt(3);
      for (int line = 1; line <= lines; line++) {
        text.append(line == 1 ? "" : "\n");
        text.append("tide ").append(name).append(" version ").append(version).append(" line ");
        text.append(line);
      }
      version++;
      return text.toString();
    }

    private void regroup() {
      int n = number + WRITERS * dice.nextInt((GROUPS.size() - number + WRITERS - 1) / WRITERS);
      Set<Principal> members = new HashSet<>();
      USERS.stream()
          .filter(user -> dice.nextInt(3) == 0)
          .map(Principal::user)
          .forEach(members::add);
      GROUPS.subList(0, n).stream()
          .filter(group -> dice.nextInt(2) == 0)
          .map(Principal::group)
          .forEach(members::add);
      Principal group = Principal.group(GROUPS.get(n));
      model.group(GROUPS.get(n), members, () -> it.directory.setMembers(WORKSPACE, group, members));
    }

    private AccessLabel label() {
      return new AccessLabel(
          Set.of(somebody()), dice.nextInt(4) == 0 ? Set.of(somebody()) : Set.of());
    }

    private Principal somebody() {
      int n = dice.nextInt(USERS.size() + GROUPS.size() + 1);
      if (n < USERS.size()) {
        return Principal.user(USERS.get(n));
      }
      return n - USERS.size() < GROUPS.size()
          ? Principal.group(GROUPS.get(n - USERS.size()))
          : Principal.EVERYONE;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    follower.close();
    index.close();
  }
}
