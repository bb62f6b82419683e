package dev.millrace.retrieval.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.access.Explanation.Verdict;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Principal ANN = Principal.user("ann");
  private static final Principal HR = Principal.group("hr");
  private static final Principal STAFF = Principal.group("staff");
  private static final Principal BOARD = Principal.group("board");
  private static final Membership ANN_IN_HR = in(ANN, HR);
  private static final Membership HR_IN_STAFF = in(HR, STAFF);

  private static Membership in(Principal member, Principal group) {
    return new Membership(member, group, Instant.EPOCH);
  }

  private static Explanation of(Set<Principal> allow, Set<Principal> deny, Membership... all) {
    return Explanation.of(ANN, new AccessLabel(allow, deny), List.of(all));
  }

  @Test
  void namesTheWayThroughNestedGroups() {
    Explanation explanation = of(Set.of(STAFF, BOARD), Set.of(), HR_IN_STAFF, ANN_IN_HR);

    assertThat(explanation.verdict()).isEqualTo(Verdict.ALLOWED);
    assertThat(explanation.allowing())
        .containsExactly(new Match(STAFF, List.of(ANN_IN_HR, HR_IN_STAFF)));
    assertThat(explanation.sentence())
        .isEqualTo("user:ann may read it: it is allowed to group:staff (through group:hr).");
  }

  @Test
  void takesTheShortestWay() {
    Explanation explanation =
        of(Set.of(STAFF), Set.of(), ANN_IN_HR, HR_IN_STAFF, in(ANN, STAFF), in(STAFF, BOARD));

    assertThat(explanation.allowing()).containsExactly(new Match(STAFF, List.of(in(ANN, STAFF))));
  }

  @Test
  void oneDenialOutweighsAllThatAllow() {
    Explanation explanation =
        of(Set.of(Principal.EVERYONE, ANN), Set.of(STAFF, BOARD), ANN_IN_HR, HR_IN_STAFF);

    assertThat(explanation.verdict()).isEqualTo(Verdict.DENIED);
    assertThat(explanation.denying()).extracting(Match::entry).containsExactly(STAFF);
    assertThat(explanation.allowing())
        .extracting(Match::entry)
        .containsExactly(Principal.EVERYONE, ANN);
    assertThat(explanation.sentence())
        .isEqualTo(
            "user:ann may not read it: it is denied to group:staff (through group:hr), which "
                + "outweighs that it is allowed to everyone and user:ann.");
  }

  @Test
  void whoIsNotNamedMayNotRead() {
    assertThat(of(Set.of(BOARD), Set.of(), ANN_IN_HR).verdict()).isEqualTo(Verdict.NOT_NAMED);
    assertThat(of(Set.of(BOARD), Set.of(), ANN_IN_HR).sentence())
        .isEqualTo(
            "user:ann may not read it: it is allowed to group:board, to which user:ann does not "
                + "belong.");
    assertThat(of(Set.of(), Set.of(), ANN_IN_HR).sentence())
        .isEqualTo("user:ann may not read it: it is allowed to nobody.");
    assertThat(of(Set.of(BOARD), Set.of(ANN)).sentence())
        .isEqualTo("user:ann may not read it: it is denied to user:ann.");
  }

  @Test
  void aCycleEnds() {
    Explanation explanation =
        of(Set.of(BOARD), Set.of(), ANN_IN_HR, HR_IN_STAFF, in(STAFF, HR), in(STAFF, BOARD));

    assertThat(explanation.allowing().getFirst().through())
        .extracting(Membership::group)
        .containsExactly(HR, STAFF, BOARD);
  }

  /** Who has the same name at another issuer is somebody else. */
  @Test
  void issuersKeepNamesakesApart() {
    Principal namesake = new Principal("okta", Principal.Kind.USER, "ann");

    assertThat(of(Set.of(namesake), Set.of()).verdict()).isEqualTo(Verdict.NOT_NAMED);
  }
}
