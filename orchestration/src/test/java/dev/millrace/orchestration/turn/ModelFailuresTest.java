package dev.millrace.orchestration.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.orchestration.standin.Answers;
import dev.millrace.orchestration.standin.Dials;
import dev.millrace.orchestration.standin.Dials.Ending;
import dev.millrace.orchestration.standin.Dials.Mishap.Kind;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a model server does wrong ends in an answer, a marked partial or a typed failure. */
class ModelFailuresTest extends TurnTest {
  private static final Duration SILENCE = Duration.ofMillis(500);

  /** What a model server does in an answer's stead. */
  enum Refusing {
    UNREACHABLE,
    HANGS,
    CUT,
    RESET,
    MALFORMED,
    ERROR_IN_STREAM,
    WRONG_TYPE,
    UNAUTHORIZED,
    NOT_FOUND,
    TOO_MANY,
    BROKEN;

    Dials dials() {
      return switch (this) {
        case UNREACHABLE -> Dials.PERFECT;
        case HANGS -> Dials.PERFECT.mishap(Kind.STALL, 0);
        case CUT -> Dials.PERFECT.mishap(Kind.CUT, 0);
        case RESET -> Dials.PERFECT.mishap(Kind.RESET, 0);
        case MALFORMED -> Dials.PERFECT.mishap(Kind.MALFORMED, 0);
        case ERROR_IN_STREAM -> Dials.PERFECT.mishap(Kind.ERROR, 0);
        case WRONG_TYPE ->
            Dials.PERFECT.refusal(
                new Dials.Refusal(200, "text/html", "<html>Log in</html>", Optional.empty()));
        case UNAUTHORIZED -> Dials.PERFECT.status(401, "Incorrect key");
        case NOT_FOUND -> Dials.PERFECT.status(404, "no such model");
        case TOO_MANY -> Dials.PERFECT.status(429, "slow down");
        case BROKEN -> Dials.PERFECT.status(500, "out of memory");
      };
    }
  }

  /** What it does after the first sentence. */
  enum Breaking {
    STALLS,
    CUT,
    DROP,
    RESET,
    MALFORMED,
    ERROR_IN_STREAM,
    FILTERED,
    TOO_LONG,
    NO_FINISH;

    Dials dials() {
      return switch (this) {
        case STALLS -> Dials.PERFECT.mishap(Kind.STALL, 16);
        case CUT -> Dials.PERFECT.mishap(Kind.CUT, 16);
        case DROP -> Dials.PERFECT.mishap(Kind.DROP, 16);
        case RESET -> Dials.PERFECT.mishap(Kind.RESET, 16);
        case MALFORMED -> Dials.PERFECT.mishap(Kind.MALFORMED, 16);
        case ERROR_IN_STREAM -> Dials.PERFECT.mishap(Kind.ERROR, 16);
        case FILTERED -> Dials.PERFECT.ending(Ending.FILTERED);
        case TOO_LONG -> Dials.PERFECT.ending(Ending.LENGTH);
        case NO_FINISH -> Dials.PERFECT.ending(Ending.NO_FINISH);
      };
    }
  }

  private static FleetModel failing(Refusing how) {
    it.models.serve("failing", citing(FIRST + " " + SECOND), how.dials());
    return switch (how) {
      case UNREACHABLE -> Fleets.writer("failing", "gpu", nowhere());
      case HANGS -> Fleets.impatient("failing", "gpu", it.models.v1(), SILENCE);
      case CUT,
          RESET,
          MALFORMED,
          ERROR_IN_STREAM,
          WRONG_TYPE,
          UNAUTHORIZED,
          NOT_FOUND,
          TOO_MANY,
          BROKEN ->
          Fleets.writer("failing", "gpu", it.models.v1());
    };
  }

  private static URI nowhere() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort() + "/v1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Refusing.class)
  void theNextModelAnswers(Refusing how) {
    it.models.serve("good", Answers.copyingEvidence());
    Fleet fleet =
        Fleets.of(List.of(gpu(4)), failing(how), Fleets.writer("good", "gpu", it.models.v1()));

    Told told = ask(fleet, asking(LEAVE_QUESTION));

    assertThat(told.sink().attempts()).containsExactly("failing: failed", "good: accepted");
    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    assertThat(told.answer().text()).contains("25 days").contains("[1]");
    assertThat(told.answer().madeBy().route()).isEqualTo("lookup: failing@gpu (failed) > good@gpu");
  }

  @ParameterizedTest
  @EnumSource(Refusing.class)
  void quotesAreTheLastResort(Refusing how) {
    Told told = ask(Fleets.of(List.of(gpu(4)), failing(how)), asking(LEAVE_QUESTION));

    assertThat(told.sink().attempts())
        .containsExactly("failing: failed", "extractive-lookup: accepted");
    assertThat(told.answer().end()).isEqualTo(new Answer.End.Complete());
    assertThat(told.answer().text()).startsWith("Every employee has 25 days");
  }

  @ParameterizedTest
  @EnumSource(Refusing.class)
  void withoutANextOneItIsAFailureWithItsReason(Refusing how) {
    Told told =
        ask(Fleets.of(List.of(gpu(4)), failing(how)), asking("Write a limerick.").model("failing"));

    assertThat(told.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM);
    assertThat(told.failure().message()).contains("model failing at localhost");
    assertThat(told.sink().last()).isEqualTo(new AnswerEvent.Failed(told.failure()));
    assertThat(told.sink().released()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Breaking.class)
  void whatWasReleasedStandsAndIsMarkedAsPartial(Breaking how) {
    it.models.serve("breaking", citing(FIRST + " " + SECOND), how.dials());
    FleetModel breaking =
        how == Breaking.STALLS
            ? Fleets.impatient("breaking", "gpu", it.models.v1(), SILENCE.multipliedBy(3))
            : Fleets.writer("breaking", "gpu", it.models.v1());

    Told told = ask(Fleets.of(List.of(gpu(4)), breaking), asking(LEAVE_QUESTION));

    assertThat(told.sink().attempts()).containsExactly("breaking: partial");
    assertThat(told.partial()).isNotBlank();
    assertThat(told.answer().text().strip())
        .isEqualTo("Every employee has 25 days of paid leave a year [1].");
  }

  @ParameterizedTest
  @EnumSource(Breaking.class)
  void aModelsOwnWordsStandTooAsFarAsTheyCame(Breaking how) {
    it.models.serve("breaking", Answers.scripted("word 🌊 ".repeat(20)), how.dials());
    FleetModel breaking =
        how == Breaking.STALLS
            ? Fleets.impatient("breaking", "gpu", it.models.v1(), SILENCE.multipliedBy(3))
            : Fleets.writer("breaking", "gpu", it.models.v1());

    Told told = ask(Fleets.of(List.of(gpu(4)), breaking), asking("Say it.").model("breaking"));

    assertThat(told.partial()).isNotBlank();
    assertThat(told.answer().text()).startsWith("word 🌊 word");
  }
}
