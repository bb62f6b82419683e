package dev.millrace.orchestration.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.evaluation.JudgedAnswer.Passage;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.retrieval.WordsEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final List<HumanAnswer> HUMAN =
      List.of(
          new HumanAnswer(
              "test",
              "leave",
              "How much leave have we?",
              "Staff of Tarnsund have 25 days of leave. Leave is not paid out.",
              List.of(
                  new Passage(
                      "Leave",
                      "All staff of Tarnsund have 25 days of leave a year. Leave is not paid out"
                          + " when it was not taken. The 3 harbours of Vestvik are closed."))),
          new HumanAnswer(
              "test",
              "gauge",
              "",
              "The gauge of Pier Four measures the tide.",
              List.of(new Passage("Gauges", "The gauge of Pier Four measures the tide hourly."))));

  @Test
  void mistakesArePlantedOneAtATime() {
    List<JudgedAnswer> lines = new PlantedMistakes(HUMAN, 1).of(HUMAN.getFirst());
    assertThat(lines.getFirst().supported()).isTrue();
    assertThat(lines.getFirst().answer()).contains("25 days of leave. [").contains("not paid");
    assertThat(lines)
        .extracting(JudgedAnswer::kind)
        .containsExactly(
            "", "number", "number-near", "entity", "entity-near", "negation", "citation");
    assertThat(lines).filteredOn(line -> !line.supported()).hasSize(6);
    assertThat(lines).extracting(JudgedAnswer::answer).doesNotHaveDuplicates();
    assertThat(new PlantedMistakes(HUMAN, 1).of(HUMAN.getFirst())).isEqualTo(lines);
  }

  @Test
  void figuresCountWhatIsCaughtAndWhatIsTakenForWrong() {
    List<JudgedAnswer> lines = new PlantedMistakes(HUMAN, 1).lines(2);
    List<String> failures = new ArrayList<>();
    VerificationFigures figures =
        new Verification(new SupportCheck(new WordsEmbedder()), (_, why) -> failures.add(why))
            .measure(lines);
    assertThat(figures.all().supported()).isEqualTo(2);
    assertThat(figures.all().alarms()).isZero();
    assertThat(figures.all().caughtShare()).isGreaterThanOrEqualTo(0.8);
    assertThat(failures).hasSize(figures.all().caught());
    assertThat(figures.wire())
        .containsEntry("falseAlarms", 0.0)
        .containsEntry("lines", lines.size());
  }

  @Test
  void questionsAndShortAnswersMakeStatements() {
    assertThat(Statement.of("Who proclaimed the oil embargo?", "OAPEC"))
        .contains("OAPEC proclaimed the oil embargo.");
    assertThat(Statement.of("What was the price of oil in March?", "nearly $12"))
        .contains("The price of oil in March was nearly $12.");
    assertThat(Statement.of("When did the crisis begin?", "October 1973"))
        .contains("The crisis begin October 1973.");
    assertThat(Statement.of("How many days did it last?", "12")).contains("12 days: it last.");
    assertThat(Statement.of("Is it?", "yes")).isEmpty();
  }
}
