package dev.millrace.app.console;

import dev.millrace.app.console.AnswerPart.Piece;
import dev.millrace.app.console.AnswerPart.Source;
import dev.millrace.orchestration.turn.Citation;
import dev.millrace.orchestration.turn.Mark;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts the text of an answer at its marks. */
final class AnswerPieces {
  private AnswerPieces() {}

  /**
   * The pieces of a stretch of an answer.
   *
   * @param from where in the whole answer the stretch begins, in code points
   * @param marks within the stretch, in the whole answer's positions
   * @param sources what marks stand for, by number; a mark that is not there stays text
   */
  static List<Piece> of(String text, int from, List<Mark> marks, Map<Integer, Source> sources) {
    List<Piece> pieces = new ArrayList<>();
    int done = 0;
    int position = from;
    for (Mark mark : marks.stream().sorted(Comparator.comparingInt(Mark::start)).toList()) {
      Source source = sources.get(mark.n());
      if (source == null || mark.start() < position) {
        continue;
      }
      int start = text.offsetByCodePoints(done, mark.start() - position);
      // The blank before a mark is for those who read it as text.
      pieces.add(new Piece(text.substring(done, start).stripTrailing(), null));
      pieces.add(new Piece(Integer.toString(mark.n()), source));
      done = text.offsetByCodePoints(start, mark.end() - mark.start());
      position = mark.end();
    }
    pieces.add(new Piece(text.substring(done), null));
    return pieces.stream().filter(piece -> !piece.text().isEmpty()).toList();
  }

  static Source source(Citation citation) {
    Evidence passage = citation.passage();
    return source(
        citation.n(),
        passage.documentId(),
        titled(passage.title(), passage.externalId()),
        passage.page(),
        new Place(passage.revision().hash(), citation.start(), citation.end()));
  }

  static Source nearest(Evidence passage) {
    return source(
        0,
        passage.documentId(),
        titled(passage.title(), passage.externalId()),
        passage.page(),
        new Place(passage.revision().hash(), passage.start(), passage.end()));
  }

  /**
   * Positions in a text that a document has or had.
   *
   * @param revision of the text; empty where it was not noted
   */
  record Place(String revision, int start, int end) {
    String query() {
      return "?start="
          + start
          + "&end="
          + end
          + (revision.isEmpty() ? "" : "&revision=" + revision);
    }
  }

  static Source source(int n, UUID document, String title, @Nullable Integer page, Place place) {
    return new Source(
        n,
        title,
        page == null ? "" : "page " + page,
        "/console/documents/" + document + place.query());
  }

  static String titled(String title, String externalId) {
    return title.isBlank() ? externalId : title;
  }
}
