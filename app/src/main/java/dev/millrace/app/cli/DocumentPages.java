package dev.millrace.app.cli;

import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.ingestion.parse.ParseResult;
import dev.millrace.ingestion.parse.TikaParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pages of a document as ingestion reads them. */
final class DocumentPages {
  private static final int MOST_CHARACTERS = 20_000_000;

  private final TikaParser parser = new TikaParser(MOST_CHARACTERS);

  /**
   * The pages' texts in order.
   *
   * @throws IOException if there is no text to be had
   */
  List<String> of(Path document) throws IOException {
    return switch (parser.parse(
        new FetchedFile(document.getFileName().toString(), null, document))) {
      case ParseResult.Parsed parsed -> pages(parsed);
      case ParseResult.NotParsed not -> throw new IOException(document + ": " + not.reason());
    };
  }

  private static List<String> pages(ParseResult.Parsed parsed) {
    List<Integer> starts = parsed.pageStarts();
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : parsed.text().length();
      pages.add(parsed.text().slice(starts.get(i), end));
    }
    return pages;
  }
}
