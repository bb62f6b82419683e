package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;

/**
 * Reads every kind of file that Millrace can read. What the file is is told by its content, with
 * its name as a hint. See the package's description for what becomes of which part of a file.
 */
public final class TikaParser implements Parser {
  private final int mostCharacters;
  private final TextDecoding decoding = new TextDecoding();
  private final TikaReader tika = new TikaReader();
  private volatile boolean harmed;

  public TikaParser(ParserOptions options) {
    this.mostCharacters = options.mostCharacters();
  }

  /** A parser that takes no members out and reads no pictures. */
  public TikaParser(int mostCharacters) {
    this(new ParserOptions(mostCharacters, MemberLimits.NONE, Ocr.OFF));
  }

  /**
   * Whether a file exhausted the stack or the memory, so that classes may be left half initialised:
   * a process of its own had better end.
   */
  boolean harmed() {
    return harmed;
  }

  @Override
  public Reading read(FetchedFile file, Path folder) {
    return Reading.of(parse(file));
  }

  /** Reads a file and leaves those that are in it alone. */
  public ParseResult parse(FetchedFile file) {
    BlockWriter out = new BlockWriter(mostCharacters);
    try {
      if (Files.size(file.path()) == 0) {
        return new NotParsed(Kind.EMPTY, "the file has 0 bytes");
      }
      Metadata metadata = new Metadata();
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.fileName());
      FileType type = FileType.of(file, tika.detect(file, metadata));
      ParseResult result = read(file, type, metadata, out);
      return out.overflowed() ? tooLarge() : withText(result, file, type);
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      harmed |= e instanceof VirtualMachineError;
      return out.overflowed() ? tooLarge() : Faults.of(e);
    }
  }

  private ParseResult read(FetchedFile file, FileType type, Metadata metadata, BlockWriter out)
      throws Exception {
    return switch (type.reader()) {
      case MAIL -> new MailText(decoding, out).read(file, type.name());
      case HTML -> HtmlText.read(text(file), type.name(), file, out);
      case MARKDOWN -> MarkdownText.read(text(file), file, out);
      case TABLE -> CsvTable.read(text(file), type.name(), file, out);
      case TEXT -> plain(file, type.name());
      case TIKA -> tika.read(file, type, metadata, out);
      case NONE -> Archives.explain(file, type.name());
    };
  }

  private ParseResult plain(FetchedFile file, String mediaType) throws IOException {
    String text = text(file);
    return text.length() > mostCharacters
        ? tooLarge()
        : PlainText.read(text, mediaType, new Titles(file, null));
  }

  /** Where a parser came back with nothing: was it text all the same? */
  private ParseResult withText(ParseResult result, FetchedFile file, FileType type)
      throws IOException {
    if (!(result instanceof Parsed parsed) || !parsed.text().isBlank()) {
      return result;
    }
    if (FileType.namedAsText(file)
        && type.reader() == FileType.Reader.TIKA
        && TextDecoding.looksLikeText(Files.readAllBytes(file.path()))) {
      return plain(file, "text/plain");
    }
    Optional<NotParsed> locked = Archives.encrypted(file);
    return locked.orElseGet(() -> Faults.noText(parsed.mediaType()));
  }

  private String text(FetchedFile file) throws IOException {
    return decoding.decode(Files.readAllBytes(file.path()));
  }

  private NotParsed tooLarge() {
    return new NotParsed(
        Kind.TOO_LARGE,
        "more than " + mostCharacters + " characters of text; split it into several files");
  }
}
