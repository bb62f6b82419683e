package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Tables as text, a row a line. The separator is the one that the first lines use most. */
final class CsvTable {
  private static final String SEPARATORS = ",;\t|";
  private static final int SAMPLE = 4_096;

  /** Of a list of one column the first entry is no different from the others. */
  private static final int LEAST_COLUMNS = 2;

  private CsvTable() {}

  static Parsed read(String raw, String mediaType, FetchedFile file, BlockWriter out)
      throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(separator(raw)).setLenientEof(true).get();
    try (var records = format.parse(new StringReader(raw))) {
      for (CSVRecord row : records) {
        out.row(row.toList(), LEAST_COLUMNS, true);
        if (out.overflowed()) {
          break;
        }
      }
    } catch (UncheckedIOException | IllegalStateException malformed) {
      // Quotes that nobody closed: not a table after all, but text all the same.
      return PlainText.read(raw, mediaType, new Titles(file, null));
    }
    out.endOfTable();
    String title = new Titles(file, null).choose(Optional.empty());
    return out.parsed(title, null, mediaType, "millrace-csv/2");
  }

  private static char separator(String raw) {
    int[] counts = new int[SEPARATORS.length()];
    boolean quoted = false;
    for (int i = 0; i < Math.min(raw.length(), SAMPLE); i++) {
      char c = raw.charAt(i);
      quoted ^= c == '"';
      int found = SEPARATORS.indexOf(c);
      if (!quoted && found >= 0) {
        counts[found]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return SEPARATORS.charAt(best);
  }
}
