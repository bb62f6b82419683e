package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/**
 * Reads every kind of file that Millrace can read. What the file is is told by its content, with
 * its name as a hint. See the package's description for what becomes of which part of a file.
 */
public final class TikaParser implements Parser {
  private final int mostCharacters;
  private final TextDecoding decoding = new TextDecoding();
  private final TikaReader tika = new TikaReader();
  private final MemberLimits limits;
  private final ScannedText scans;
  private volatile boolean harmed;

  public TikaParser(ParserOptions options) {
    this.mostCharacters = options.mostCharacters();
    this.limits = options.members();
    this.scans = new ScannedText(options.ocr());
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
    MemberSink members = new MemberSink(folder, limits);
    ParseResult result = parse(file, members);
    if (!members.isBomb()) {
      return new Reading(result, members.members());
    }
    members.clear();
    return Reading.of(
        new NotParsed(Kind.BOMB, "unpacks to far more than it holds, as an attack would"));
  }

  /** Reads a file and leaves those that are in it alone. */
  public ParseResult parse(FetchedFile file) {
    return parse(file, new MemberSink(file.path().toAbsolutePath(), MemberLimits.NONE));
  }

  private ParseResult parse(FetchedFile file, MemberSink members) {
    BlockWriter out = new BlockWriter(mostCharacters);
    try {
      if (Files.size(file.path()) == 0) {
        return new NotParsed(Kind.EMPTY, "the file has 0 bytes");
      }
      Metadata metadata = new Metadata();
      metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.fileName());
      FileType type = FileType.of(file, tika.detect(file, metadata));
      ParseResult result = read(file, type, metadata, out, members);
      return out.overflowed() ? tooLarge() : inLanguage(withText(result, file, type));
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      harmed |= e instanceof VirtualMachineError;
      return out.overflowed() ? tooLarge() : Faults.of(e);
    }
  }

  private ParseResult read(
      FetchedFile file, FileType type, Metadata metadata, BlockWriter out, MemberSink members)
      throws Exception {
    return switch (type.reader()) {
      case MAIL -> new MailText(decoding, out, members).read(file, type.name());
      case HTML -> HtmlText.read(text(file), type.name(), file, out);
      case MARKDOWN -> {
        String text = text(file);
        yield MarkdownText.isReasonable(text)
            ? MarkdownText.read(text, file, out)
            : plain(text, file, "text/markdown");
      }
      case TABLE -> CsvTable.read(text(file), type.name(), file, out);
      case TEXT -> plain(file, type.name());
      case TIKA -> tika.read(file, type, metadata, out, members);
      case ARCHIVE -> archive(file, type, metadata, members);
      case PICTURE -> scans.picture(file, type.name(), out);
      case NONE -> Faults.noReader(type.name());
    };
  }

  private static ParseResult inLanguage(ParseResult result) {
    return switch (result) {
      case Parsed parsed ->
          parsed.guessedToBe(LanguageGuess.of(parsed.text().value()).orElse(null));
      case NotParsed nothing -> nothing;
    };
  }

  private ParseResult archive(
      FetchedFile file, FileType type, Metadata metadata, MemberSink members) throws Exception {
    try {
      if (Archives.isTikas(type.name())) {
        tika.unpack(file, type, metadata, members);
      } else {
        Archives.unpack(file, type.name(), members, decoding);
      }
    } catch (Exception | LinkageError e) {
      if (members.count() == 0) {
        throw e;
      }
      members.breakOff(Faults.of(e));
    }
    if (members.allLocked()) {
      members.clear();
      return Archives.LOCKED;
    }
    return members.count() == 0 && !members.isFull()
        ? new NotParsed(Kind.EMPTY, "an archive with nothing in it")
        : new NotParsed(Kind.CONTAINER, "an archive; its members are documents of their own");
  }

  private ParseResult plain(FetchedFile file, String mediaType) throws IOException {
    return plain(text(file), file, mediaType);
  }

  private ParseResult plain(String text, FetchedFile file, String mediaType) {
    return text.length() > mostCharacters
        ? tooLarge()
        : PlainText.read(text, mediaType, new Titles(file, null));
  }

  /** Where a parser came back with nothing: was it text all the same? */
  private ParseResult withText(ParseResult result, FetchedFile file, FileType type)
      throws IOException, SAXException, TikaException, InterruptedException {
    if (!(result instanceof Parsed parsed) || !parsed.text().isBlank()) {
      return result;
    }
    if (FileType.namedAsText(file)
        && type.reader() == FileType.Reader.TIKA
        && TextDecoding.looksLikeText(Files.readAllBytes(file.path()))) {
      return plain(file, "text/plain");
    }
    if (type.pdf()) {
      ParseResult seen = scans.pdf(file, type.name(), new BlockWriter(mostCharacters));
      return seen instanceof NotParsed nothing && nothing.kind() == Kind.NO_TEXT
          ? contents(file, type).orElse(nothing)
          : seen;
    }
    return ZipMembers.isLocked(file.path()) ? Archives.LOCKED : Faults.noText(parsed.mediaType());
  }

  private Optional<ParseResult> contents(FetchedFile file, FileType type)
      throws IOException, SAXException, TikaException {
    Parsed contents = tika.bookmarks(file, type, new BlockWriter(mostCharacters));
    return contents.text().isBlank() ? Optional.empty() : Optional.of(contents);
  }

  private String text(FetchedFile file) throws IOException {
    return decoding.decode(Files.readAllBytes(file.path()));
  }

  private NotParsed tooLarge() {
    return Faults.tooLarge(mostCharacters);
  }
}
