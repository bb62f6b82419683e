package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.Hardware;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text above a tier's clearance never goes there. */
class SensitivityTest extends TurnTest {
  private static final String PAY_QUESTION = "How much does the harbour master earn a year?";
  private static final Tier CLOUD = Fleets.tier("cloud", 4, Sensitivity.INTERNAL);
  private static final Tier VAULT = Fleets.tier("vault", 4, Sensitivity.CONFIDENTIAL);

  /** This process, told to read nothing but what is public. */
  private static final Tier BLIND_CPU =
      new Tier(Fleet.EMBEDDED, Hardware.CPU, 1, 2, new Clearance(Sensitivity.PUBLIC));

  @BeforeEach
  void write() {
    it.write(
        "pay-secret.txt",
        "💶 The harbour master earns 98,000 euros a year. His deputy Jonas Lied earns 71,500 euros a year.",
        Sensitivity.CONFIDENTIAL);
    it.models.serve("outside", Answers.copyingEvidence());
    it.models.serve("inside", Answers.copyingEvidence());
  }

  private static Fleet outsideOnly() {
    return Fleets.of(List.of(CLOUD), Fleets.writer("outside", "cloud", it.models.v1()));
  }

  private static void assertNothingLeaked() {
    assertThat(it.models.lastRequest()).doesNotContain("98,000").doesNotContain("71,500");
    assertThat(it.models.lastRequest()).doesNotContain("pay-secret");
  }

  @Test
  void aTierThatMayReadItAllGoesFirst() {
    Fleet fleet =
        Fleets.of(
            List.of(CLOUD, VAULT),
            Fleets.writer("outside", "cloud", it.models.v1()),
            Fleets.writer("inside", "vault", it.models.v1()));

    Told told = ask(fleet, asking(PAY_QUESTION));

    assertThat(told.answer().madeBy().model()).isEqualTo("inside");
    assertThat(told.answer().text()).contains("98,000");
    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
  }

  @Test
  void lessEvidenceIsSaid() {
    Told told = ask(outsideOnly(), asking(LEAVE_QUESTION));

    assertThat(told.answer().madeBy().model()).isEqualTo("outside");
    assertThat(told.answer().text()).contains("25 days");
    assertThat(told.partial())
        .matches("1 of \\d passages are above the clearance of tier cloud and were not used");
    assertNothingLeaked();
  }

  @Test
  void whoWasNotGivenItAllDoesNotRefuseForTheOthers() {
    it.models.serve("outside", Answers.scripted("NO_ANSWER"));

    Told told = ask(outsideOnly(), asking(PAY_QUESTION));

    assertThat(told.sink().attempts())
        .containsExactly("outside: refused", "extractive-lookup: accepted");
    assertThat(told.answer().text()).contains("98,000");
    assertNothingLeaked();
  }

  @Test
  void aRefusalFromLessEvidenceSaysSo() {
    it.models.serve("outside", Answers.scripted("NO_ANSWER"));
    Fleet fleet =
        Fleets.of(List.of(BLIND_CPU, CLOUD), Fleets.writer("outside", "cloud", it.models.v1()));

    Told told = ask(fleet, asking(PAY_QUESTION));

    assertThat(told.answer().refused()).isTrue();
    assertThat(told.answer().text()).contains("above the clearance of tier cloud");
    assertThat(told.answer().nearest().getFirst().externalId()).isEqualTo("pay-secret.txt");
    assertNothingLeaked();
  }

  @Test
  void whereNobodyMayReadItTheRefusalSaysSo() {
    Fleet fleet = Fleets.of(List.of(BLIND_CPU));

    Told told = ask(fleet, asking(PAY_QUESTION));

    assertThat(told.answer().refused()).isTrue();
    assertThat(told.answer().text()).startsWith(Refusal.NOT_CLEARED);
  }

  @Test
  void whatWasAnsweredFromItStaysAboveToo() {
    Told told = ask(Fleets.of(List.of()), asking(PAY_QUESTION));
    assertThat(told.answer().text()).contains("98,000");
    int before = it.models.traffic().started();

    Told next =
        ask(
            outsideOnly(),
            asking("And how many days of paid leave does every employee have?")
                .in(told.answer().conversationId()));

    assertThat(it.models.traffic().started()).isEqualTo(before);
    assertThat(next.answer().madeBy().model()).isEqualTo("extractive-lookup");
    Told free =
        ask(
            outsideOnly(),
            asking("Say that again.").in(told.answer().conversationId()).model("outside"));
    assertThat(free.failure().kind()).isEqualTo(Failure.Kind.NO_CLEARANCE);
    assertThat(it.models.traffic().started()).isEqualTo(before);
  }

  @Test
  void aRefusalThatNamesTheDocumentStaysAboveToo() {
    it.models.serve("inside", Answers.scripted("NO_ANSWER"));
    Fleet inside = Fleets.of(List.of(VAULT), Fleets.writer("inside", "vault", it.models.v1()));
    Told told = ask(inside, asking("How much does the harbour master's cook earn?"));
    assertThat(told.answer().text()).contains("pay-secret.txt");

    Told free =
        ask(
            outsideOnly(),
            asking("Say that again.").in(told.answer().conversationId()).model("outside"));

    assertThat(free.failure().kind()).isEqualTo(Failure.Kind.NO_CLEARANCE);
  }
}
