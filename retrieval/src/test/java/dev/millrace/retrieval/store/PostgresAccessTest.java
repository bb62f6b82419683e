package dev.millrace.retrieval.store;

import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.access.AccessRecords.LabelledDocument;
import dev.millrace.retrieval.access.AccessRecords.Labelling;
import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.access.Explanation;
import dev.millrace.retrieval.access.Explanation.Verdict;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.CorpusWriter.Written;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresAccessTest {
  private static final Principal ANN = Principal.user("ann");
  private static final Principal HR = Principal.group("hr");

  private final CorpusFixture it = new CorpusFixture();
  private final PostgresAccess access = new PostgresAccess(it.dataSource);

  private LabelledDocument document(UUID id) {
    return access.document(WORKSPACE, id).orElseThrow();
  }

  private long since(UUID id) {
    return document(id).since().map(Labelling::position).orElse(-1L);
  }

  @Test
  void knowsSinceWhenALabelIsWhatItIs() {
    Written added = it.write("a", "one");
    assertThat(since(added.documentId())).isEqualTo(added.position());
    assertThat(document(added.documentId()).passages()).isEqualTo(1);

    it.write("a", "other text");
    assertThat(since(added.documentId())).as("other text").isEqualTo(added.position());

    Written narrowed = it.write("a", "other text", AccessLabel.allow(HR));
    assertThat(since(added.documentId())).isEqualTo(narrowed.position());
    assertThat(document(added.documentId()).since())
        .hasValueSatisfying(since -> assertThat(since.relabelled()).isFalse());

    Rights same = new Rights(AccessLabel.allow(HR), Sensitivity.PUBLIC);
    assertThat(it.corpus.relabel(WORKSPACE, added.documentId(), same)).isPresent();
    assertThat(since(added.documentId())).as("other sensitivity").isEqualTo(narrowed.position());

    Rights own = new Rights(AccessLabel.allow(HR), Sensitivity.PUBLIC, Set.of(Rights.Part.READERS));
    long taken = it.corpus.relabel(WORKSPACE, added.documentId(), own).orElseThrow();
    assertThat(since(added.documentId())).as("now its own").isEqualTo(taken);
    assertThat(document(added.documentId()).rights()).isEqualTo(own);
    assertThat(document(added.documentId()).since())
        .hasValueSatisfying(since -> assertThat(since.relabelled()).isTrue());
  }

  @Test
  void aLabelFromBeforeSaysSo() {
    Written added = it.write("a", "one");
    new Sql(it.dataSource)
        .on(c -> Sql.update(c, "UPDATE corpus_log SET labels = false", statement -> {}));

    assertThat(document(added.documentId()).since()).isEmpty();
  }

  @Test
  void knowsNobodyWhomNothingNames() {
    assertThat(access.memberships(WORKSPACE, ANN)).isEmpty();
    assertThat(access.document(WORKSPACE, UUID.randomUUID())).isEmpty();

    it.write("a", "one", AccessLabel.allow(ANN));
    assertThat(access.memberships(WORKSPACE, ANN)).hasValue(List.of());
  }

  @Test
  void knowsMembershipsOfGroupsThatOneIsInAndSinceWhen() {
    it.directory.setMembers(WORKSPACE, HR, Set.of(ANN));
    it.directory.setMembers(WORKSPACE, Principal.group("staff"), Set.of(HR, Principal.user("eve")));
    List<Membership> before = access.memberships(WORKSPACE, ANN).orElseThrow();
    it.directory.setMembers(WORKSPACE, HR, Set.of(ANN, Principal.user("joe")));

    assertThat(before)
        .extracting(Membership::member, Membership::group)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(ANN, HR),
            org.assertj.core.groups.Tuple.tuple(HR, Principal.group("staff")));
    assertThat(access.memberships(WORKSPACE, ANN)).as("what stays keeps its time").hasValue(before);
  }

  /** What is explained is what is enforced. */
  @Test
  void explanationsAgreeWithReads() {
    Random random = new Random(5);
    List<Principal> users = List.of(ANN, Principal.user("bob"), Principal.user("eve"));
    List<Principal> groups =
        List.of(HR, Principal.group("it"), Principal.group("staff"), Principal.group("all"));
    for (int round = 0; round < 60; round++) {
      int n = random.nextInt(groups.size());
      Set<Principal> members = some(random, users);
      members.addAll(some(random, groups.subList(0, n)));
      it.directory.setMembers(WORKSPACE, groups.get(n), members);
      Set<Principal> allow = some(random, users);
      allow.addAll(some(random, groups));
      Set<Principal> deny = random.nextBoolean() ? Set.of() : some(random, groups);
      UUID id = it.write("a", "one", new AccessLabel(allow, deny)).documentId();
      for (Principal user : users) {
        Explanation explanation =
            Explanation.of(
                user,
                document(id).rights().label(),
                access.memberships(WORKSPACE, user).orElse(List.of()));
        boolean reads =
            !it.evidence.readable(it.directory.viewer(WORKSPACE, user), Set.of(id)).isEmpty();
        assertThat(explanation.verdict() == Verdict.ALLOWED)
            .as("%s: %s", user, explanation.sentence())
            .isEqualTo(reads);
      }
    }
  }

  private static Set<Principal> some(Random random, List<Principal> of) {
    Set<Principal> some = new HashSet<>();
    of.stream().filter(one -> random.nextInt(3) == 0).forEach(some::add);
    return some;
  }
}
