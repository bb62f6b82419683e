package dev.millrace.ingestion.parse;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** PDFs for tests. */
final class PdfMaker {
  private PdfMaker() {}

  /** Adds a page whose first line is set as a heading. */
  static void page(PDDocument pdf, String... lines) throws IOException {
    PDPage page = new PDPage();
    pdf.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
      for (int i = 0; i < lines.length; i++) {
        content.beginText();
        content.setFont(
            new PDType1Font(i == 0 ? FontName.HELVETICA_BOLD : FontName.HELVETICA),
            i == 0 ? 18 : 11);
        content.newLineAtOffset(72, 700 - i * 16);
        content.showText(lines[i]);
        content.endText();
      }
    }
  }

  /** Adds a page with nothing but a picture on it, as a scanner makes them. */
  static void picture(PDDocument pdf, BufferedImage picture) throws IOException {
    PDPage page = new PDPage();
    pdf.addPage(page);
    PDImageXObject scan = LosslessFactory.createFromImage(pdf, picture);
    try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
      content.drawImage(scan, 0, 0, page.getMediaBox().getWidth(), page.getMediaBox().getHeight());
    }
  }
}
