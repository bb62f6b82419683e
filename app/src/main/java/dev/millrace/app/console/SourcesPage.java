package dev.millrace.app.console;

import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.VisitTimes;
import dev.millrace.ingestion.job.Visits;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where documents come from. */
record SourcesPage(Shell shell, List<Card> cards, @Nullable String nextPage) {
  /**
   * A source.
   *
   * @param kind how its documents get here, in a word
   * @param place what there is to say of where they are; empty if there is nothing
   * @param readers who may read them
   * @param runnable whether the server goes there
   * @param visited when it does so by itself, in words; empty if it doesn't go there
   * @param paused whether it doesn't for the time being
   * @param last its newest run; null before the first
   */
  record Card(
      UUID id,
      String name,
      String kind,
      String place,
      String readers,
      String sensitivity,
      boolean runnable,
      String visited,
      boolean paused,
      @Nullable RunPart last) {
    /** Settings that say where a source is, the most telling first. */
    private static final List<String> PLACES = List.of("bucket", "topic", "url", "urls", "path");

    static Card of(Source source, @Nullable RunPart last) {
      return new Card(
          source.id(),
          source.name(),
          source.kind().wire(),
          place(source),
          LabelText.of(source.rights().label()),
          source.rights().sensitivity().wire(),
          source.kind().visited(),
          source.kind().visited() ? visited(source.visits()) : "",
          source.visits().paused(),
          last);
    }

    private static String place(Source source) {
      return switch (source.kind()) {
        case FOLDER -> source.settings().getOrDefault("path", "");
        case UPLOAD -> "Files that a client sends, such as millrace ingest";
        case PUSH -> "Single documents that programs hand over";
        case WEB, GIT, S3, SQL, MAIL, KAFKA ->
            PLACES.stream()
                .map(source.settings()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
      };
    }

    private static String visited(Visits visits) {
      String when = visits.times().map(VisitTimes::text).orElse("");
      String watched = visits.watch() ? "when something changes there" : "";
      return Stream.of(when, watched)
          .filter(text -> !text.isEmpty())
          .reduce((one, other) -> one + ", and " + other)
          .orElse("when asked");
    }
  }

  SourcesPage {
    cards = List.copyOf(cards);
  }
}
