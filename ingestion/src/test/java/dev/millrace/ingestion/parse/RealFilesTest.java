package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @TempDir Path members;

  @Test
  void whatNeedsAPasswordSaysSo() throws IOException {
    for (Path file : files("formats/encrypted")) {
      ParseResult result = parse(file);
      boolean open = OPEN.contains(file.getFileName().toString());
      assertThat(result instanceof Parsed).as(file.toString()).isEqualTo(open);
      if (result instanceof NotParsed nothing) {
        assertThat(nothing.kind()).as(file.toString()).isEqualTo(Kind.ENCRYPTED);
      }
    }
  }

  @Test
  void bombsEndAtOnce() throws IOException {
    for (Path file : files("formats/bomb")) {
      assertThat(parse(file)).as(file.toString()).isInstanceOf(NotParsed.class);
    }
  }

  @Test
  void goodFilesAreReadOrLeftOutForAReason() throws IOException {
    for (Path file : files("formats/ok")) {
      if (parse(file) instanceof NotParsed nothing) {
        assertThat(nothing.kind()).as(file.toString()).isIn(Kind.NO_TEXT, Kind.UNSUPPORTED);
      }
    }
  }

  @Test
  void everyPageOfAPdfIsCounted() throws IOException {
    int pages = 0;
    for (Path file : files("documents/azure-hr")) {
      if (file.toString().endsWith(".pdf")) {
        Parsed parsed = (Parsed) parse(file);
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

  private ParseResult parse(Path file) {
    return Forked.parser()
        .read(new FetchedFile(file.getFileName().toString(), null, file), members)
        .result();
  }

  private static List<Path> files(String folder) throws IOException {
    Path path = DATA.resolve(folder);
    assumeTrue(Files.isDirectory(path), () -> "there is no " + path + "; set test.data");
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
