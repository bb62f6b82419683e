package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.retrieval.evaluation.BeirCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgedPagesTest {
  @TempDir Path folder;

  private void writePdf(String name, String... pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      for (String text : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 12);
          content.newLineAtOffset(50, 700);
          content.showText(text);
          content.endText();
        }
      }
      document.save(folder.resolve(name).toFile());
    }
  }

  @Test
  void pagesBecomeDocumentsAndCitationsJudgments() throws IOException {
    writePdf("tides.pdf", "The harbour opens at six.", "The ferry leaves at nine.");
    Files.writeString(
        folder.resolve("questions.jsonl"),
        "{\"_id\":\"q1\",\"text\":\"when does it leave?\",\"answer\":\"at nine\","
            + "\"citations\":[\"tides.pdf#page=2\"]}\n");
    JudgedPages pages = new JudgedPages(folder);
    Path written = folder.resolve("written");

    pages.writeTo(written);

    assertThat(pages.exist()).isTrue();
    BeirCollection collection = BeirCollection.open(written);
    assertThat(collection.documents()).isEqualTo(2);
    assertThat(collection.queries()).isEqualTo(Map.of("q1", "when does it leave?"));
    assertThat(collection.qrels()).isEqualTo(Map.of("q1", Map.of("tides.pdf#page=2", 1)));
    List<String> texts = new ArrayList<>();
    collection.forEachDocument(entry -> texts.add(entry.id() + " " + entry.text().strip()));
    assertThat(texts)
        .containsExactly(
            "tides.pdf#page=1 The harbour opens at six.",
            "tides.pdf#page=2 The ferry leaves at nine.");
  }
}
