package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads what its source calls plain text in this process, and leaves everything else to another
 * parser. There is nothing in such text to take apart, so nothing in it can harm; and who hands
 * over a note need not wait for a process to start.
 */
public final class DeclaredText implements Parser {
  private static final String PLAIN = "text/plain";

  private final Parser others;
  private final int mostCharacters;
  private final TextDecoding decoding = new TextDecoding();

  /**
   * A parser that closes the other one with itself.
   *
   * @param mostCharacters of text that is taken, in UTF-16 units
   */
  public DeclaredText(Parser others, int mostCharacters) {
    this.others = requireNonNull(others, "others");
    this.mostCharacters = mostCharacters;
  }

  @Override
  public Reading read(FetchedFile file, Path folder) {
    if (!PLAIN.equals(file.mediaType())) {
      return others.read(file, folder);
    }
    try {
      return Reading.of(text(file, Files.readAllBytes(file.path())));
    } catch (IOException e) {
      return Reading.of(Faults.of(e));
    }
  }

  private ParseResult text(FetchedFile file, byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return new NotParsed(Kind.EMPTY, "the file has 0 bytes");
    }
    String text = decoding.decode(bytes);
    if (text.length() > mostCharacters) {
      return Faults.tooLarge(mostCharacters);
    }
    Parsed parsed = PlainText.read(text, PLAIN, new Titles(file, null));
    return parsed.text().isBlank()
        ? Faults.noText(PLAIN)
        : parsed.guessedToBe(LanguageGuess.of(parsed.text().value()).orElse(null));
  }

  @Override
  public void close() {
    others.close();
  }
}
