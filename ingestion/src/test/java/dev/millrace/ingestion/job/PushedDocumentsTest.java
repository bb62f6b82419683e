package dev.millrace.ingestion.job;

import static dev.millrace.ingestion.job.JobFixture.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushedDocumentsTest {
  private static final OwnRights NONE =
      new OwnRights(Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path folder;
  private JobFixture job;
  private Source source;

  @BeforeEach
  void open() {
    job = new JobFixture(folder);
    source = job.source("push", SourceKind.PUSH, Map.of(), JobFixture.EVERYONE);
  }

  @AfterEach
  void close() {
    job.close();
  }

  @Test
  void pushesChangesAndRemoves() throws Exception {
    Outcome added = push("a", "text \uD83D\uDE00 and \u0000 and \uD800", "Title", NONE);
    assertThat(added.kind()).isEqualTo(OutcomeKind.ADDED);
    assertThat(added.revision()).isNotNull();

    int embedded = job.embedder.embedded();
    Outcome same = push("a", "text \uD83D\uDE00 and \u0000 and \uD800", "Title", NONE);
    assertThat(same.kind()).isEqualTo(OutcomeKind.UNCHANGED);
    assertThat(same.revision()).isEqualTo(added.revision());
    assertThat(job.embedder.embedded()).isEqualTo(embedded);

    Outcome renamed = push("a", "text \uD83D\uDE00 and \u0000 and \uD800", "Other", NONE);
    assertThat(renamed.kind()).isEqualTo(OutcomeKind.CHANGED);
    assertThat(renamed.documentId()).isEqualTo(added.documentId());

    assertThat(job.pushed.remove(job.id(source, "a"))).isPresent();
    assertThat(job.pushed.remove(java.util.UUID.randomUUID())).isEmpty();
    assertThat(job.known(source)).isEmpty();
  }

  @Test
  void itsOwnReadersStayWhenTheSourcesChange() throws Exception {
    Principal ann = Principal.user("ann");
    push("own", "mine", "Mine", readBy(Set.of(ann)));
    push("ours", "ours", "Ours", NONE);

    job.source("push", SourceKind.PUSH, Map.of(), JobFixture.HR);

    assertThat(at(job.known(source), "own").rights().label().allow()).containsExactly(ann);
    assertThat(at(job.known(source), "ours").rights()).isEqualTo(JobFixture.HR);
    Outcome again = push("own", "mine", "Mine", NONE);
    assertThat(again.reason()).isEqualTo("readers changed");
  }

  @Test
  void readersOfTheLastOfTwoThatCameAtOnceStayItsOwn() throws Exception {
    Set<Principal> ann = Set.of(Principal.user("ann"));
    Set<Principal> ben = Set.of(Principal.user("ben"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 40; round++) {
        String text = "round " + round;
        Future<Outcome> one = threads.submit(() -> push("a", text, "Title", readBy(ann)));
        Future<Outcome> other = threads.submit(() -> push("a", text, "Title", readBy(ben)));
        one.get();
        other.get();
        Rights before = at(job.known(source), "a").rights();
        assertThat(before.label().allow()).isIn(ann, ben);

        job.source(
            "push",
            SourceKind.PUSH,
            Map.of(),
            round % 2 == 0 ? JobFixture.HR : JobFixture.EVERYONE);
        assertThat(at(job.known(source), "a").rights().label().allow())
            .as("round %d", round)
            .isEqualTo(before.label().allow());
      }
    }
  }

  private static OwnRights readBy(Set<Principal> readers) {
    return new OwnRights(Optional.of(readers), Optional.empty(), Optional.empty());
  }

  @Test
  void whatHasNoTextIsRefusedWithTheReason() throws Exception {
    Outcome blank = push("b", " \n ", "Blank", NONE);
    assertThat(blank.kind()).isEqualTo(OutcomeKind.SKIPPED);
    assertThat(blank.reason()).contains("no text");
  }

  private Outcome push(String id, String text, String title, OwnRights own) throws Exception {
    return job.pushed.push(
        source.id(),
        new PushedDocument(
            id,
            text,
            "text/plain",
            Optional.of(title),
            Optional.empty(),
            Map.of("tags", List.of("x", "y"), "n", 1),
            own));
  }

  @Test
  void whatFailsForAReasonThatMayPassIsNotAnsweredForGood() throws Exception {
    job.embedder.failing(true);
    assertThatThrownBy(() -> push("a", "text", "Title", NONE))
        .isInstanceOf(NotNowException.class)
        .hasMessageContaining("a can't be taken now: the embedding model failed");
    job.embedder.failing(false);
    assertThat(push("a", "text", "Title", NONE).kind()).isEqualTo(OutcomeKind.ADDED);
  }

  @Test
  void aRequestIsKnownAgainByAnotherProcess() {
    PushedDocument pushed =
        new PushedDocument(
            "a",
            "text",
            "text/plain",
            Optional.of("Title"),
            Optional.empty(),
            Map.of("b", 1, "a", 2, "c", 3),
            OwnRights.of(
                Optional.of(List.of("group:hr,group:it,user:anna,user:ben")), Optional.empty()));

    assertThat(pushed.requestHash())
        .as("made by another JVM, whose sets have another order")
        .asHexString()
        .isEqualTo("FA7871EA713EE149E5CA74C2AE63DEFB32CE9FFB4FA09B2E8B1F5C72D726E8B9");
  }
}
