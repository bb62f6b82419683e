package dev.millrace.ingestion.parse;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.sax.BodyContentHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/**
 * Files of other projects' making. Where they are is the property {@code test.data}; without them
 * these tests are skipped.
 */
class RealFilesTest {
  private static final Path DATA = Path.of(System.getProperty("test.data", "../../shared/data"));

  /** Encrypted by name of their folder, and all the same open to whoever has no password. */
  private static final Set<String> OPEN =
      Set.of(
          "testPDF_no_extract_no_accessibility_owner_empty.pdf",
          "testPDF_no_extract_yes_accessibility_owner_empty.pdf",
          "testPDF_protected.pdf",
          "testRFC822_encrypted_zip");

  /** An archive with one member that is locked and one that isn't. */
  private static final String HALF_OPEN = "testZipEncrypted.zip";

  /**
   * Where Tika says more, and why that is no loss: the other form of a mail's text, what stands
   * around a page's content, source text of pictures, tags of a recording.
   */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "testRFC822_encrypted_zip",
          "testRFC822_multipart_attachments.eml",
          "testEML_embedded_xhtml_and_img.eml",
          "testMHTMLFirefox.mhtml",
          "testMARKDOWN_dataURI.md",
          "testNakedUTF16BOM.mp3");

  /** Pictures' names and the words of bookmarks that repeat headings are not text. */
  private static final Pattern NAMES =
      Pattern.compile("(?i)image\\d+|[ew]mf|png|jpg|port|cover|tar|thumbnail|https?|bookmark|\\d+");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{2,}");

  /** What became of a file, and which words that Tika alone finds are nowhere in it. */
  private record Seen(String folder, Path file, Walk walk, Set<String> lost) {
    ParseResult result() {
      return walk.result();
    }
  }

  private static List<Seen> seen = List.of();

  @BeforeAll
  static void readAllOnce() throws Exception {
    if (!Files.isDirectory(DATA.resolve("formats"))) {
      return;
    }
    List<Callable<Seen>> reading = new ArrayList<>();
    for (String folder : List.of("ok", "nested", "encrypted", "bomb")) {
      for (Path file : files("formats/" + folder)) {
        reading.add(() -> see(folder, file));
      }
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      seen = threads.invokeAll(reading).stream().map(Future::resultNow).toList();
    }
  }

  private static Seen see(String folder, Path file) throws IOException, SAXException {
    Walk walk = Walk.through(Forked.parser(), file);
    Set<String> lost = words(tikaAlone(file));
    lost.removeAll(words(walk.text()));
    lost.removeIf(word -> NAMES.matcher(word).matches());
    return new Seen(folder, file, walk, lost);
  }

  @Test
  void whatNeedsAPasswordSaysSo() {
    for (Seen one : in("encrypted")) {
      boolean open = OPEN.contains(one.file().getFileName().toString());
      assertThat(one.result() instanceof Parsed).as(one.file().toString()).isEqualTo(open);
      if (one.result() instanceof NotParsed nothing) {
        Kind kind = one.file().endsWith(HALF_OPEN) ? Kind.CONTAINER : Kind.ENCRYPTED;
        assertThat(nothing.kind()).as(one.file().toString()).isEqualTo(kind);
      }
    }
  }

  @Test
  void bombsEndAtOnce() {
    for (Seen one : in("bomb")) {
      assertThat(one.result()).as(one.file().toString()).isInstanceOf(NotParsed.class);
    }
  }

  @Test
  void goodFilesAreReadOrLeftOutForAReason() {
    for (Seen one : in("ok")) {
      if (one.result() instanceof NotParsed nothing) {
        assertThat(nothing.kind())
            .as(one.file().toString())
            .isIn(Kind.NO_TEXT, Kind.UNSUPPORTED, Kind.NEEDS_OCR, Kind.CONTAINER);
      }
    }
  }

  @Test
  void nothingThatTikaAloneReadsIsLost() {
    for (String folder : List.of("ok", "nested", "encrypted", "bomb")) {
      for (Seen one : in(folder)) {
        if (!LEFT_OUT.contains(one.file().getFileName().toString())) {
          // A few are words that Tika's text runs together.
          assertThat(one.lost()).as(one.file().toString()).hasSizeLessThan(7);
        }
      }
    }
  }

  @Test
  void everyPageOfAPdfIsCounted() throws IOException {
    int pages = 0;
    for (Path file : files("documents/azure-hr")) {
      if (file.toString().endsWith(".pdf")) {
        Parsed parsed = (Parsed) Walk.through(Forked.parser(), file).result();
        pages += parsed.pageStarts().size();
        for (Block block : parsed.blocks()) {
          Integer page = block.page();
          assertThat(page).as("page of %s in %s", block, file).isNotNull();
          if (page != null) {
            assertThat(block.start()).isGreaterThanOrEqualTo(parsed.pageStarts().get(page - 1));
          }
        }
      }
    }
    assertThat(pages).isEqualTo(263);
  }

  private static String tikaAlone(Path file) throws IOException, SAXException {
    AutoDetectParser tika =
        new AutoDetectParser(
            new DefaultDetector(),
            new DefaultParser(
                MediaTypeRegistry.getDefaultRegistry(),
                new ServiceLoader(RealFilesTest.class.getClassLoader()),
                List.of(TesseractOCRParser.class)));
    BodyContentHandler text = new BodyContentHandler(-1);
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.getFileName().toString());
    try (TikaInputStream in = TikaInputStream.get(file)) {
      tika.parse(in, text, metadata, new ParseContext());
    } catch (TikaException e) {
      // What came before it counts.
    }
    return text.toString();
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
  }

  private static List<Seen> in(String folder) {
    assumeTrue(!seen.isEmpty(), () -> "there is no " + DATA + "/formats; set test.data");
    return seen.stream().filter(one -> one.folder().equals(folder)).toList();
  }

  private static List<Path> files(String folder) throws IOException {
    Path path = DATA.resolve(folder);
    assumeTrue(Files.isDirectory(path), () -> "there is no " + path + "; set test.data");
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
