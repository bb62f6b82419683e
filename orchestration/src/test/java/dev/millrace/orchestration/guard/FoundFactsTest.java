package dev.millrace.orchestration.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.WordsEmbedder;
import dev.millrace.retrieval.search.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, numbers and denials that are written otherwise, or stand for something else. */
class FoundFactsTest {
  private static final String RULES =
      "Crews of class II fill in Form 1099 or Form 540. The board of the port has 16 members, 12 of"
          + " whom are elected by the crews. The network of the pier is 2001:db8::/32. Each data key"
          + " is encrypted with a key-wrapping key. Gordon Schaber drew the phases of the Moon. Whoever"
          + " repairs a crane on the quay reports it in the form of the harbour. The wreck of the ferry was not found until"
          + " 1890. Only pilots may enter the inner basin. A tug may enter the lock without a pilot."
          + " Large ships do not use the lock. Small ships use the lock at night.";

  private static final List<Evidence> EVIDENCE = List.of(Passages.of("Port rules", RULES, 0));

  private final SupportCheck check = new SupportCheck(new WordsEmbedder());

  private Verdict verdict(String question, String sentence, List<Evidence> evidence) {
    return check.session(question, evidence).check(Unit.of(Unit.Kind.SENTENCE, sentence + " [1]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Crews of Class 2 fill in Form 540.",
        "The board of the port has sixteen members.",
        "The board has 12 elected members.",
        "The network of the pier is 2001:db8::/32.",
        "Each data key is encrypted with a key-wrapping key (KWK).",
        "Gordon D. Schaber drew the phases of the Moon.",
        "Whoever repairs a crane reports it in the Harbour Form.",
        "The wreck of the ferry was found in 1890.",
        "Pilots may enter the inner basin.",
        "Small ships use the lock at night.",
      })
  void whatIsOnlyWrittenOtherwiseIsFound(String sentence) {
    assertThat(verdict("", sentence, EVIDENCE)).isInstanceOf(Verdict.Supported.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Crews of class III fill in Form 540.; NAME_NOT_FOUND",
        "Crews of class 3 fill in Form 540.; NUMBER_NOT_FOUND",
        "Crews of class II fill in Form 16.; NUMBER_NOT_FOUND",
        "The board of the port has 12 members.; NUMBER_NOT_FOUND",
        "The network of the pier is 2001:db8::/48.; NAME_NOT_FOUND",
        "Each data key is encrypted with a key-wrapping key (KXK).; NAME_NOT_FOUND",
        "Gordon Schaber drew the phases of the Form.; NAME_NOT_FOUND",
        "A tug may enter the lock with a pilot.; NEGATION_DIFFERS",
        "The wreck of the ferry was not found.; NEGATION_DIFFERS",
      })
  void whatStandsForSomethingElseIsNot(String sentence, Problem problem) {
    assertThat(verdict("", sentence, EVIDENCE))
        .isInstanceOfSatisfying(
            Verdict.Unsupported.class, no -> assertThat(no.problem()).isEqualTo(problem));
  }

  @Test
  void anAnswerMayCallThingsAsTheQuestionDoes() {
    List<Evidence> shoes =
        List.of(Passages.of("Shoes", "The harbour pays 300 euros for the shoes of a pilot.", 0));
    String question = "What does Tarnsund pay for shoes in the 2 years of training?";
    String sentence = "For the shoes of a pilot Tarnsund pays 300 euros in the 2 years.";
    assertThat(verdict(question, sentence, shoes)).isInstanceOf(Verdict.Supported.class);
    assertThat(verdict("", sentence, shoes)).isInstanceOf(Verdict.Unsupported.class);
    assertThat(verdict(question, sentence.replace("Tarnsund", "Vestvik"), shoes))
        .isInstanceOf(Verdict.Unsupported.class);
    assertThat(verdict(question, sentence.replace("300", "400"), shoes))
        .isInstanceOf(Verdict.Unsupported.class);
  }

  @Test
  void theQuestionsNameIsNotForWhatTheEvidenceSaysOfAnother() {
    List<Evidence> shoes =
        List.of(Passages.of("Shoes", "In spring the town of Vestvik pays for the shoes.", 0));
    assertThat(
            verdict(
                "Does Tarnsund pay for shoes?",
                "In spring the town of Tarnsund pays for the shoes.",
                shoes))
        .isInstanceOf(Verdict.Unsupported.class);
  }
}
