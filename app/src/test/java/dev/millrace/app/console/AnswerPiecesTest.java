package dev.millrace.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.console.AnswerPart.Piece;
import dev.millrace.app.console.AnswerPart.Source;
import dev.millrace.orchestration.turn.Mark;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Cutting an answer at its marks. */
class AnswerPiecesTest {
  private static final Source SOURCE =
      AnswerPieces.source(1, new UUID(0, 1), "A", 3, new AnswerPieces.Place("ab12", 4, 9));

  @Test
  void marksBecomeLinksBehindEmojiAndInLaterStretches() {
    String text = "Party 🎉 at noon. [1]\n\nBring cake [1].";
    int first = text.codePointCount(0, text.indexOf("[1]"));
    int second = text.codePointCount(0, text.lastIndexOf("[1]"));
    List<Piece> pieces =
        AnswerPieces.of(
            text,
            100,
            List.of(new Mark(1, 100 + second, 103 + second), new Mark(1, 100 + first, 103 + first)),
            Map.of(1, SOURCE));

    assertThat(pieces)
        .containsExactly(
            new Piece("Party 🎉 at noon.", null),
            new Piece("1", SOURCE),
            new Piece("\n\nBring cake", null),
            new Piece("1", SOURCE),
            new Piece(".", null));
    assertThat(SOURCE.link())
        .isEqualTo(
            "/console/documents/00000000-0000-0000-0000-000000000001?start=4&end=9&revision=ab12");
  }

  @Test
  void aMarkOfNothingStaysText() {
    assertThat(AnswerPieces.of("So [2].", 0, List.of(new Mark(2, 3, 6)), Map.of(1, SOURCE)))
        .containsExactly(new Piece("So [2].", null));
  }
}
