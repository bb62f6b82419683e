package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.guard.ReleaseUnits;
import dev.millrace.orchestration.guard.Unit;
import dev.millrace.orchestration.guard.Verdict;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Asked;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.Tier;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Turns over a harbour's documents, and what holds of every answer from them. */
abstract class TurnTest {
  static final String LEAVE =
      """
      🏖️ Leave at Tarnsund Harbour, for all who work on its piers. 👷

      Every employee has 25 days of paid leave a year. Up to 5 days may be carried over until 31 March 2027. Leave that is left after that date is not paid out.

      Leave is requested from Ingrid Solheim in writing, at least three weeks before it begins.""";

  static final String GAUGE =
      """
      The TG-40 tide gauge at pier 4 was replaced by Ilse Haug on 3 May 2026 for 1,200 euros. It measures the tide every 10 minutes and must not be cleaned with acid.

      🌊 Set it back with the command below.""";

  static final String LEAVE_QUESTION = "How many days of paid leave does every employee have?";
  static final String FIRST = "Every employee has 25 days of paid leave a year {25 days}.";
  static final String SECOND = "Up to 5 days may be carried over until 31 March 2027 {25 days}.";

  private static final Pattern MARK = Pattern.compile("(?<![\\p{L}\\p{N}_])\\[([0-9]+)]");
  private static final Pattern CITED = Pattern.compile("\\{([^}]+)}");

  static TurnFixture it;

  @BeforeAll
  static void open(@TempDir Path folder) {
    it = new TurnFixture(folder);
    it.write("leave.txt", LEAVE, Sensitivity.INTERNAL);
    it.write("gauge.txt", GAUGE, Sensitivity.INTERNAL);
  }

  @AfterAll
  static void close() {
    it.close();
  }

  /** A result and what happened on the way. */
  record Told(TurnResult result, RecordingSink sink) {
    Answer answer() {
      assertThat(result).isInstanceOf(TurnResult.Answered.class);
      return ((TurnResult.Answered) result).answer();
    }

    Failure failure() {
      assertThat(result).isInstanceOf(TurnResult.Failed.class);
      return ((TurnResult.Failed) result).failure();
    }

    String partial() {
      assertThat(answer().end()).isInstanceOf(Answer.End.Partial.class);
      return ((Answer.End.Partial) answer().end()).reason();
    }
  }

  static Told ask(Fleet fleet, Asking asking) {
    try (TurnFixture.Running running = it.running(fleet)) {
      return ask(running, asking);
    }
  }

  static Told ask(TurnFixture.Running running, Asking asking) {
    RecordingSink sink = new RecordingSink();
    TurnResult result = running.turn().run(asking.request(), sink, new Cancellation());
    Told told = new Told(result, sink);
    if (result instanceof TurnResult.Answered(Answer answer)) {
      assertSound(answer, sink);
    }
    return told;
  }

  static Asking asking(String question) {
    return Asking.of(it.viewer("ann"), question);
  }

  /** A tier that reads internal documents. */
  static Tier gpu(int slots) {
    return Fleets.tier("gpu", slots, Sensitivity.INTERNAL);
  }

  /** One model that writes, and the embedded ones. */
  static Fleet writing(String model) {
    return Fleets.of(List.of(gpu(4)), Fleets.writer(model, "gpu", it.models.v1()));
  }

  /** A model's text in which {@code {words}} is the mark of the passage that has these words. */
  static Answers citing(String template) {
    return asked ->
        CITED.matcher(template).replaceAll(words -> "[" + number(asked, words.group(1)) + "]");
  }

  private static int number(Asked asked, String words) {
    return asked.evidence().stream()
        .filter(one -> one.text().contains(words))
        .findFirst()
        .orElseThrow()
        .number();
  }

  /** What holds of every answer. */
  static void assertSound(Answer answer, RecordingSink sink) {
    assertThat(sink.released()).isEqualTo(answer.text());
    assertThat(sink.last()).isEqualTo(new AnswerEvent.Finished(answer));
    assertCitations(answer);
    if (answer.citations().isEmpty()) {
      assertThat(answer.marks()).isEmpty();
      return;
    }
    assertMarks(answer);
    assertSupported(answer);
  }

  private static void assertCitations(Answer answer) {
    int n = 1;
    for (Citation citation : answer.citations()) {
      assertThat(citation.n()).isEqualTo(n++);
      String text = it.text(citation.passage().documentId());
      int start = text.offsetByCodePoints(0, citation.start());
      int end = text.offsetByCodePoints(0, citation.end());
      assertThat(citation.text()).isEqualTo(text.substring(start, end)).isNotBlank();
      assertThat(answer.marks()).anyMatch(mark -> mark.n() == citation.n());
    }
  }

  /** Each pair of brackets with a number is a mark, and where the mark says. */
  private static void assertMarks(Answer answer) {
    String text = answer.text();
    List<Mark> found = new ArrayList<>();
    for (MatchResult match : MARK.matcher(text).results().toList()) {
      found.add(
          new Mark(
              Integer.parseInt(match.group(1)),
              text.codePointCount(0, match.start()),
              text.codePointCount(0, match.end())));
    }
    assertThat(answer.marks()).isEqualTo(found);
    assertThat(answer.marks()).allMatch(mark -> mark.n() <= answer.citations().size());
  }

  private static void assertSupported(Answer answer) {
    List<Evidence> cited = answer.citations().stream().map(Citation::passage).toList();
    ReleaseUnits units = new ReleaseUnits();
    List<Unit> all = new ArrayList<>(units.add(answer.text()));
    all.addAll(units.end());
    assertThat(all)
        .allSatisfy(
            unit ->
                assertThat(it.check.check(unit, cited)).isNotInstanceOf(Verdict.Unsupported.class));
  }
}
