package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTextTest {
  private static final int MOST = 1_000;

  @TempDir Path folder;

  private final List<String> handedOn = new ArrayList<>();
  private boolean closed;

  private final Parser others =
      new Parser() {
        @Override
        public Reading read(FetchedFile file, Path members) {
          handedOn.add(file.name());
          return Reading.of(new NotParsed(Kind.UNSUPPORTED, "in this test"));
        }

        @Override
        public void close() {
          closed = true;
        }
      };

  private FetchedFile file(String name, String mediaType, String text) throws IOException {
    return new FetchedFile(name, mediaType, Files.writeString(folder.resolve("bytes"), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t\n ",
        "A note of one line",
        "A title\n\nThe first paragraph, which goes on for a while so that its language can be told"
            + " by the words that hold it together.\n\nThe second. 😀",
        "%PDF-1.7 is how another kind begins",
        "From: a@example.org\nSubject: looks like mail\n\nand is not",
        "a,b\n1,2\n",
        "<html>",
      })
  void readsAsAnyoneWouldWhoIsToldThatItIsText(String text) throws IOException {
    FetchedFile file = file("notes/one.csv", "text/plain", text);

    try (Parser parser = new DeclaredText(others, MOST)) {
      assertThat(parser.read(file, folder))
          .usingRecursiveComparison()
          .isEqualTo(new TikaParser(MOST).read(file, folder));
    }
    assertThat(handedOn).isEmpty();
    assertThat(closed).isTrue();
  }

  @Test
  void takesNoMoreThanTheOthers() throws IOException {
    FetchedFile file = file("long", "text/plain", "word ".repeat(MOST / 5 + 1));

    assertThat(new DeclaredText(others, MOST).read(file, folder))
        .isEqualTo(new TikaParser(MOST).read(file, folder));
  }

  @Test
  void leavesToOthersWhatIsNotSaidToBeText() throws IOException {
    Parser parser = new DeclaredText(others, MOST);

    parser.read(file("a", "text/markdown", "# A"), folder);
    parser.read(file("b", "text/html", "<p>B"), folder);
    parser.read(new FetchedFile("c.txt", null, folder.resolve("bytes")), folder);

    assertThat(handedOn).containsExactly("a", "b", "c.txt");
  }
}
