package dev.millrace.retrieval.store;

import static dev.millrace.retrieval.CorpusFixture.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.retrieval.CorpusFixture;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Principal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Users, groups in groups, everyone, and what labels that name them let through. */
class PostgresDirectoryTest {
  private static final Principal ANN = Principal.user("ann");
  private static final Principal EVE = Principal.user("eve");
  private static final Principal HR = Principal.group("hr");
  private static final Principal STAFF = Principal.group("staff");
  private static final Principal ALL = Principal.group("all");

  private final CorpusFixture it = new CorpusFixture();

  private void members(Principal group, Principal... members) {
    it.directory.setMembers(WORKSPACE, group, Set.of(members));
  }

  private UUID labelled(String name, Set<Principal> allow, Set<Principal> deny) {
    return it.write(name, "text of " + name, new AccessLabel(allow, deny)).documentId();
  }

  private boolean reads(String user, UUID document) {
    return !it.evidence.readable(it.viewer(user), Set.of(document)).isEmpty();
  }

  @Test
  void groupsNestAsDeeplyAsOneLikes() {
    members(HR, ANN);
    members(STAFF, HR);
    members(ALL, STAFF, EVE);
    UUID document = labelled("a", Set.of(ALL), Set.of());
    assertThat(reads("ann", document)).isTrue();
    assertThat(reads("eve", document)).isTrue();
    assertThat(reads("joe", document)).isFalse();

    members(STAFF);
    assertThat(reads("ann", document)).as("the middle was taken out").isFalse();
    assertThat(reads("eve", document)).isTrue();
  }

  @Test
  void aDenialReachesThroughGroupsAndOutweighsWhatAllows() {
    members(HR, ANN);
    members(STAFF, HR);
    UUID document = labelled("a", Set.of(Principal.EVERYONE, ANN, HR), Set.of(STAFF));
    assertThat(reads("ann", document)).isFalse();
    assertThat(reads("eve", document)).isTrue();

    members(STAFF, EVE);
    assertThat(reads("ann", document)).isTrue();
    assertThat(reads("eve", document)).isFalse();
  }

  @Test
  void everyoneAndNobody() {
    UUID open = labelled("open", Set.of(Principal.EVERYONE), Set.of());
    UUID shut = labelled("shut", Set.of(), Set.of());
    UUID denied = labelled("denied", Set.of(ANN), Set.of(Principal.EVERYONE));

    assertThat(reads("nobody has named me", open)).isTrue();
    assertThat(reads("ann", shut)).isFalse();
    assertThat(reads("ann", denied)).isFalse();
  }

  @Test
  void namesakesOfAnotherIssuerOrKindAreOthers() {
    UUID okta = labelled("okta", Set.of(new Principal("okta", Kind.USER, "ann")), Set.of());
    UUID group = labelled("group", Set.of(Principal.group("ann")), Set.of());

    assertThat(reads("ann", okta)).isFalse();
    assertThat(reads("ann", group)).isFalse();
  }

  @Test
  void cyclesAreRefused() {
    members(STAFF, HR);
    members(ALL, STAFF);

    assertThatThrownBy(() -> members(HR, HR)).hasMessageContaining("group:hr can't contain");
    assertThatThrownBy(() -> members(HR, ALL)).hasMessageContaining("group:hr can't contain");
    assertThatThrownBy(() -> members(HR, ANN, STAFF)).hasMessageContaining("group:staff");
    assertThat(it.directory.groups(WORKSPACE).get(HR)).isEmpty();
  }

  @Test
  void ofTwoGroupsPutIntoEachOtherAtOnceOneIsRefused() throws Exception {
    for (int round = 0; round < 20; round++) {
      Principal one = Principal.group("one" + round);
      Principal other = Principal.group("other" + round);
      List<Callable<Boolean>> both =
          List.of(() -> accepted(one, other), () -> accepted(other, one));
      int accepted = 0;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Boolean>> results = new ArrayList<>(threads.invokeAll(both));
        for (Future<Boolean> result : results) {
          accepted += result.get() ? 1 : 0;
        }
      }
      assertThat(accepted).isEqualTo(1);
    }
  }

  private boolean accepted(Principal group, Principal member) {
    try {
      members(group, member);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** As a restored or hand-edited table may have it. */
  @Test
  void aCycleThatGotInIsHarmless() {
    members(HR, ANN);
    members(STAFF, HR);
    new Sql(it.dataSource)
        .on(
            connection ->
                Sql.update(
                    connection,
                    """
                    INSERT INTO membership (workspace_id, group_id, member_id)
                    SELECT m.workspace_id, m.member_id, m.group_id FROM membership m
                    JOIN principal p ON p.principal_id = m.member_id WHERE p.kind = 'group'
                    """,
                    statement -> {}));
    UUID document = labelled("a", Set.of(STAFF), Set.of());

    assertThat(reads("ann", document)).isTrue();
    assertThat(reads("eve", document)).isFalse();
    assertThat(new PostgresAccess(it.dataSource).memberships(WORKSPACE, ANN).orElseThrow())
        .hasSize(3);
  }

  @Test
  void onlyUsersAndGroupsAreMembersAndOnlyUsersView() {
    assertThatThrownBy(() -> members(HR, Principal.EVERYONE)).hasMessageContaining("everyone");
    assertThatThrownBy(() -> members(ANN, EVE)).hasMessageContaining("not a group");
    assertThatThrownBy(() -> it.directory.viewer(WORKSPACE, HR)).hasMessageContaining("not a user");
  }
}
