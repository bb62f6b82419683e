package dev.millrace.retrieval.search;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.DocumentReads.DocumentFacts;
import dev.millrace.retrieval.search.DocumentReads.DocumentFilter;
import dev.millrace.retrieval.search.PossibleCorpus.Held;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Reads in every way there is and compares what comes with what may come. While writers are at it,
 * nothing may come that was not so at any moment of the reading; while none is and the index has
 * caught up, all must come that is to be had, and the index must not have proposed anything else.
 */
final class AccessChecks {
  private static final List<SearchMode> MODES = List.of(SearchMode.values());
  private static final int RESULTS = 5;
  private static final int ALL = 1_000;

  private final CorpusFixture it;
  private final PossibleCorpus model;
  private final EvidenceSearch search;
  private final List<String> users;
  private final List<UUID> identities;
  private final Consumer<String> violation;

  /**
   * @param identities of documents that are or were there; grows meanwhile
   * @param violation is told of what must not be
   */
  AccessChecks(
      CorpusFixture it,
      PossibleCorpus model,
      EvidenceSearch search,
      List<String> users,
      List<UUID> identities,
      Consumer<String> violation) {
    this.it = it;
    this.model = model;
    this.search = search;
    this.users = users;
    this.identities = identities;
    this.violation = violation;
  }

  /**
   * One check.
   *
   * @param settled whether no writer is at work and the index has caught up
   */
  void check(Random random, boolean settled) {
    String user = users.get(random.nextInt(users.size()));
    long start = model.moment();
    Viewer viewer = it.viewer(user);
    int what = random.nextInt(10);
    if (what < 6) {
      searched(user, viewer, MODES.get(random.nextInt(MODES.size())), start, settled);
    } else if (what < 8 && !identities.isEmpty()) {
      opened(user, viewer, identities.get(random.nextInt(identities.size())), start, settled);
    } else {
      listed(user, viewer, what == 8, start, settled);
    }
  }

  /** A search for one document by its name that must find it, since its position is waited for. */
  void finds(String user, String name, String text, long position) {
    SearchRequest request =
        new SearchRequest(it.viewer(user), name, SearchMode.LEXICAL, RESULTS, position);
    if (!(search.search(request) instanceof SearchResult.Found found)
        || found.evidence().stream()
            .noneMatch(
                evidence -> evidence.externalId().equals(name) && text.contains(evidence.text()))) {
      violation.accept(user + " did not find " + name + " at the position of its own writing");
    }
  }

  private void searched(String user, Viewer viewer, SearchMode mode, long start, boolean settled) {
    SearchResult result =
        search.search(new SearchRequest(viewer, "tide version", mode, RESULTS, 0));
    long end = model.moment();
    if (!(result instanceof SearchResult.Found found)) {
      violation.accept("no result of " + mode.wire());
      return;
    }
    for (Evidence evidence : found.evidence()) {
      shown(
          user,
          evidence.externalId(),
          evidence.text(),
          mode.wire(),
          model.mayShow(
              user,
              evidence.externalId(),
              held -> held.text().lines().anyMatch(evidence.text()::equals),
              start,
              end));
    }
    if (settled) {
      if (found.dropped() > 0) {
        violation.accept(
            "the index proposed "
                + found.dropped()
                + " passages to "
                + user
                + " by "
                + mode.wire()
                + " that it should have filtered");
      }
      long readable =
          model.readable(user).values().stream()
              .mapToLong(held -> held.text().lines().count())
              .sum();
      if (found.evidence().size() != Math.min(RESULTS, readable)) {
        violation.accept(
            user
                + " got "
                + found.evidence().size()
                + " of "
                + readable
                + " readable passages by "
                + mode.wire());
      }
    }
  }

  private void opened(String user, Viewer viewer, UUID id, long start, boolean settled) {
    Optional<DocumentReads.DocumentText> document = it.evidence.document(viewer, id);
    List<Evidence> passages = it.evidence.passages(viewer, id, 0, ALL);
    Set<UUID> readable = it.evidence.readable(viewer, Set.of(id));
    long end = model.moment();
    document.ifPresent(
        text ->
            shown(
                user,
                text.facts().externalId(),
                text.text(),
                "opening",
                model.mayShow(
                    user,
                    text.facts().externalId(),
                    held -> held.text().equals(text.text()),
                    start,
                    end)));
    for (Evidence passage : passages) {
      shown(
          user,
          passage.externalId(),
          passage.text(),
          "passages",
          model.mayShow(
              user,
              passage.externalId(),
              held -> held.text().lines().anyMatch(passage.text()::equals),
              start,
              end));
    }
    if (settled
        && (document.isPresent() != readable.contains(id)
            || document.isPresent() == passages.isEmpty())) {
      violation.accept("text, passages and rights of " + id + " contradict each other for " + user);
    }
  }

  private void listed(String user, Viewer viewer, boolean byTitle, long start, boolean settled) {
    List<DocumentFacts> facts = new ArrayList<>();
    if (byTitle) {
      it.evidence
          .entries(
              viewer,
              new DocumentFilter(List.of(), Optional.empty(), Optional.empty()),
              Optional.empty(),
              ALL)
          .forEach(entry -> facts.add(entry.facts()));
    } else {
      facts.addAll(it.evidence.documents(viewer, Optional.empty(), Optional.empty(), ALL));
    }
    long end = model.moment();
    for (DocumentFacts one : facts) {
      shown(
          user,
          one.externalId(),
          one.revision().hash(),
          "a list",
          model.mayShow(user, one.externalId(), held -> isOf(one, held), start, end));
    }
    if (settled) {
      Map<String, Held> readable = model.readable(user);
      Set<String> listed = new HashSet<>();
      facts.forEach(one -> listed.add(one.externalId()));
      if (!listed.equals(readable.keySet())) {
        violation.accept(user + " was listed " + listed + " instead of " + readable.keySet());
      }
    }
  }

  private static boolean isOf(DocumentFacts facts, Held held) {
    return CanonicalText.of(held.text()).revision().equals(facts.revision());
  }

  private void shown(String user, String name, String text, String how, boolean may) {
    if (!may) {
      violation.accept(user + " was shown \"" + text + "\" of " + name + " by " + how);
    }
  }
}
