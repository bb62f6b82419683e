package dev.millrace.app.console;

import dev.millrace.ingestion.job.Source;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where documents come from. */
record SourcesPage(Shell shell, List<Card> cards, @Nullable String nextPage) {
  /**
   * A source.
   *
   * @param kind how its documents get here, in a word
   * @param place what there is to say of where they are; empty if there is nothing
   * @param readers who may read them
   * @param runnable whether the server can run it by itself
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
      @Nullable RunPart last) {
    static Card of(Source source, @Nullable RunPart last) {
      return new Card(
          source.id(),
          source.name(),
          source.kind().wire(),
          place(source),
          LabelText.of(source.rights().label()),
          source.rights().sensitivity().wire(),
          source.kind().visited(),
          last);
    }

    private static String place(Source source) {
      return switch (source.kind()) {
        case FOLDER -> source.settings().getOrDefault("path", "");
        case UPLOAD -> "Files that a client sends, such as millrace ingest";
        case PUSH -> "Single documents that programs hand over";
        case WEB, GIT, S3, SQL, MAIL, KAFKA -> source.settings().getOrDefault("url", "");
      };
    }
  }

  SourcesPage {
    cards = List.copyOf(cards);
  }
}
