package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrTest {
  private static final Ocr ENGLISH = new Ocr(true, "eng");

  @TempDir Path folder;

  @Test
  void picturesAndScansAreRead() throws IOException {
    assumeTrue(Tesseract.installed(ENGLISH).isPresent(), "there is no tesseract on the path");
    BufferedImage picture = picture("Annual leave is thirty days", "Ask the office first");
    Path png = folder.resolve("notice.png");
    ImageIO.write(picture, "png", png.toFile());
    assertThat(((Parsed) read(png, ENGLISH)).text().value())
        .contains("Annual leave is thirty days")
        .contains("Ask the office first");

    Path pdf = folder.resolve("scan.pdf");
    try (PDDocument document = new PDDocument()) {
      PdfMaker.page(document);
      PdfMaker.picture(document, picture);
      document.save(pdf.toFile());
    }
    Parsed scan = (Parsed) read(pdf, ENGLISH);
    assertThat(scan.pageStarts()).hasSize(2);
    assertThat(scan.text().value()).contains("thirty days");
    assertThat(scan.blocks().getFirst().page()).isEqualTo(2);
  }

  @Test
  void aLanguageThatIsNotInstalledIsNamed() throws IOException {
    assumeTrue(Tesseract.installed(ENGLISH).isPresent(), "there is no tesseract on the path");
    Path png = folder.resolve("notice.png");
    ImageIO.write(picture("Annual leave"), "png", png.toFile());
    assertThat(read(png, new Ocr(true, "tlh")))
        .isInstanceOfSatisfying(
            NotParsed.class,
            it -> {
              assertThat(it.kind()).isEqualTo(Kind.NEEDS_OCR);
              assertThat(it.reason()).contains("tlh");
            });
  }

  private ParseResult read(Path file, Ocr ocr) {
    return new TikaParser(new ParserOptions(100_000, MemberLimits.NONE, ocr))
        .parse(new FetchedFile(file.getFileName().toString(), null, file));
  }

  private static BufferedImage picture(String... lines) {
    BufferedImage picture = new BufferedImage(900, 1165, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SERIF, Font.PLAIN, 40));
    for (int i = 0; i < lines.length; i++) {
      pen.drawString(lines[i], 60, 100 + 80 * i);
    }
    pen.dispose();
    return picture;
  }
}
