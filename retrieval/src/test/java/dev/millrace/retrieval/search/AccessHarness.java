package dev.millrace.retrieval.search;

import static dev.millrace.retrieval.CorpusFixture.SPACE;
import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.index.IndexFollower;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.index.PassageIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Changes texts, rights, groups and documents at random, lets the index lag or catch up at random,
 * and compares each search with a model of the corpus kept in memory. A violation is a result that
 * the model forbids, or, with the index caught up, a candidate that the index should never have
 * proposed.
 */
final class AccessHarness implements AutoCloseable {
  private static final List<String> USERS = List.of("ann", "bob", "eve");
  private static final List<String> GROUPS = List.of("hr", "finance", "board");
  private static final List<SearchMode> MODES = List.of(SearchMode.values());
  private static final int DOCUMENTS = 12;
  private static final int RESULTS = 5;

  /** What the corpus should be. */
  private record Expected(String text, AccessLabel label) {}

  private final CorpusFixture it = new CorpusFixture();
  private final LuceneIndex lucene;
  private final IndexFollower follower;
  private final EvidenceSearch search;
  private final Random random;
  private final Map<UUID, Expected> documents = new HashMap<>();
  private final Map<String, UUID> ids = new HashMap<>();
  private final Map<String, Set<Principal>> members = new HashMap<>();
  private boolean caughtUp;
  private int lagging;
  private int version;

  AccessHarness(
      Path folder,
      long seed,
      Function<PassageIndex, PassageIndex> indexLayer,
      Function<CorpusFixture, EvidenceStore> storeLayer) {
    this.random = new Random(seed);
    this.lucene = LuceneIndex.open(folder, SPACE, LuceneIndex.Bm25.DEFAULT);
    this.follower = new IndexFollower(it.log, lucene, WORKSPACE, SPACE);
    this.search =
        new IndexedSearch(
            indexLayer.apply(lucene), follower, storeLayer.apply(it), new WordsEmbedder());
    GROUPS.forEach(group -> members.put(group, Set.of()));
  }

  /** Runs that many checks and returns the violations, described. */
  List<String> run(int checks) {
    List<String> violations = new ArrayList<>();
    for (int check = 0; check < checks; check++) {
      change();
      if (random.nextInt(3) == 0) {
        follower.catchUp();
        caughtUp = true;
      }
      violations.addAll(check());
    }
    return violations;
  }

  /**
   * How many checks were made while the index lagged behind: without them the second layer would go
   * untested.
   */
  int lagging() {
    return lagging;
  }

  private void change() {
    String name = "doc" + random.nextInt(DOCUMENTS);
    UUID id = ids.get(name);
    Expected old = id == null ? null : documents.get(id);
    int what = random.nextInt(6);
    if (id == null || old == null || what < 2) {
      Expected next = new Expected("tide " + name + " version " + version++, label());
      Written written = it.write(name, next.text(), next.label());
      ids.put(name, written.documentId());
      documents.put(written.documentId(), next);
      caughtUp = false;
    } else if (what == 2) {
      it.corpus.remove(WORKSPACE, id);
      ids.remove(name);
      documents.remove(id);
      caughtUp = false;
    } else if (what == 3) {
      Expected next = new Expected(old.text(), label());
      it.corpus.relabel(WORKSPACE, id, new Rights(next.label(), Sensitivity.INTERNAL));
      documents.put(id, next);
      caughtUp = false;
    } else {
      regroup();
    }
  }

  /** Groups nest in the order of {@link #GROUPS}, so that no cycle is asked for. */
  private void regroup() {
    int n = random.nextInt(GROUPS.size());
    Set<Principal> chosen = new HashSet<>();
    USERS.stream().filter(user -> random.nextInt(3) == 0).map(Principal::user).forEach(chosen::add);
    GROUPS.subList(0, n).stream()
        .filter(group -> random.nextInt(3) == 0)
        .map(Principal::group)
        .forEach(chosen::add);
    it.directory.setMembers(WORKSPACE, Principal.group(GROUPS.get(n)), chosen);
    members.put(GROUPS.get(n), chosen);
  }

  private AccessLabel label() {
    return new AccessLabel(
        Set.of(somebody()), random.nextInt(4) == 0 ? Set.of(somebody()) : Set.of());
  }

  private Principal somebody() {
    int n = random.nextInt(USERS.size() + GROUPS.size() + 1);
    if (n < USERS.size()) {
      return Principal.user(USERS.get(n));
    }
    return n - USERS.size() < GROUPS.size()
        ? Principal.group(GROUPS.get(n - USERS.size()))
        : Principal.EVERYONE;
  }

  private List<String> check() {
    String user = USERS.get(random.nextInt(USERS.size()));
    SearchMode mode = MODES.get(random.nextInt(MODES.size()));
    SearchRequest request = new SearchRequest(it.viewer(user), "tide version", mode, RESULTS, 0);
    if (!(search.search(request) instanceof SearchResult.Found found)) {
      return List.of("no result");
    }
    Set<Principal> reach = reach(user);
    List<String> violations = new ArrayList<>();
    for (Evidence evidence : found.evidence()) {
      Expected expected = documents.get(evidence.documentId());
      if (expected == null
          || !expected.text().equals(evidence.text())
          || !readable(expected.label(), reach)) {
        violations.add(user + " was shown \"" + evidence.text() + "\" by " + mode.wire());
      }
    }
    if (caughtUp) {
      long readable =
          documents.values().stream().filter(one -> readable(one.label(), reach)).count();
      if (found.dropped() > 0) {
        violations.add(
            "the index proposed "
                + found.dropped()
                + " passages to "
                + user
                + " that it should have filtered");
      }
      if (found.evidence().size() != Math.min(RESULTS, readable)) {
        violations.add(
            user + " got " + found.evidence().size() + " of " + readable + " readable passages");
      }
    } else {
      lagging++;
    }
    return violations;
  }

  private static boolean readable(AccessLabel label, Set<Principal> reach) {
    return label.allow().stream().anyMatch(reach::contains)
        && label.deny().stream().noneMatch(reach::contains);
  }

  private Set<Principal> reach(String user) {
    Set<Principal> reach = new TreeSet<>(java.util.Comparator.comparing(Principal::toString));
    reach.add(Principal.EVERYONE);
    reach.add(Principal.user(user));
    for (String group : GROUPS) {
      if (members.getOrDefault(group, Set.of()).stream().anyMatch(reach::contains)) {
        reach.add(Principal.group(group));
      }
    }
    return reach;
  }

  @Override
  public void close() {
    follower.close();
    lucene.close();
  }
}
