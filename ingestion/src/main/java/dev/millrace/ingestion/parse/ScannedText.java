package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.tika.exception.TikaException;

/** Text from pictures, and from PDFs that are nothing but pictures. */
final class ScannedText {
  private static final Set<String> READABLE =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/tiff",
          "image/gif",
          "image/bmp",
          "image/x-ms-bmp",
          "image/webp",
          "image/jp2",
          "image/x-portable-bitmap",
          "image/x-portable-graymap",
          "image/x-portable-pixmap");

  /** What Tesseract is trained on, in dots an inch; a PDF's unit is 1/72 of one. */
  private static final float RESOLUTION = 300;

  private static final float UNIT = 72;

  /** Pixels of a page at most, in gray, that is, bytes; A4 has 8.7 million at 300 dpi. */
  private static final double MOST_PIXELS = 40e6;

  /** No word is drawn in so few bytes of strokes. */
  private static final int FEW_STROKES = 500;

  private final Optional<Tesseract> tesseract;
  private final Ocr ocr;

  ScannedText(Ocr ocr) {
    this.ocr = ocr;
    this.tesseract = Tesseract.installed(ocr);
  }

  /** Whether there may be text in pictures of this kind. */
  static boolean mayHold(String mediaType) {
    return READABLE.contains(mediaType);
  }

  ParseResult picture(FetchedFile file, String mediaType, BlockWriter out)
      throws IOException, TikaException, InterruptedException {
    if (tesseract.isEmpty()) {
      return unavailable("a picture (" + mediaType + ")");
    }
    tesseract.get().read(file.path(), out);
    return parsed(file, mediaType, out);
  }

  /** A PDF in which no text was found, page by page; blank pages cost nothing. */
  ParseResult pdf(FetchedFile file, String mediaType, BlockWriter out)
      throws IOException, TikaException, InterruptedException {
    try (PDDocument document =
        Loader.loadPDF(
            new RandomAccessReadBufferedFile(file.path().toFile()),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      if (!isDrawn(document)) {
        return Faults.noText(mediaType);
      }
      if (tesseract.isEmpty()) {
        return unavailable("no text in it (a scan?)");
      }
      PDFRenderer renderer = new PDFRenderer(document);
      renderer.setSubsamplingAllowed(true);
      for (int page = 0; page < document.getNumberOfPages() && !out.overflowed(); page++) {
        out.page();
        if (isDrawn(document.getPage(page))) {
          page(renderer, page, document.getPage(page).getCropBox(), tesseract.get(), out);
        }
      }
    }
    return parsed(file, mediaType, out);
  }

  private static boolean isDrawn(PDDocument document) throws IOException {
    for (PDPage page : document.getPages()) {
      if (isDrawn(page)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a picture on a page, or letters that were turned into lines. */
  private static boolean isDrawn(PDPage page) throws IOException {
    if (page.getResources() != null && page.getResources().getXObjectNames().iterator().hasNext()) {
      return true;
    }
    try (InputStream contents = page.getContents()) {
      return contents.readNBytes(FEW_STROKES + 1).length > FEW_STROKES;
    }
  }

  private static void page(
      PDFRenderer renderer, int page, PDRectangle size, Tesseract tesseract, BlockWriter out)
      throws IOException, TikaException, InterruptedException {
    double area = size.getWidth() * (double) size.getHeight() / (UNIT * UNIT);
    float resolution = (float) Math.min(RESOLUTION, Math.sqrt(MOST_PIXELS / Math.max(area, 1e-3)));
    BufferedImage image = renderer.renderImageWithDPI(page, resolution, ImageType.GRAY);
    Path picture = Files.createTempFile("page-", ".png");
    try {
      ImageIO.write(image, "png", picture.toFile());
      tesseract.read(picture, out);
    } finally {
      Files.deleteIfExists(picture);
    }
  }

  private static ParseResult parsed(FetchedFile file, String mediaType, BlockWriter out) {
    if (out.isEmpty()) {
      return new NotParsed(
          Kind.NO_TEXT, "no text in it, nor was any recognised (" + mediaType + ")");
    }
    String title = new Titles(file, null).choose(Optional.empty());
    return out.parsed(title, null, mediaType, Tesseract.NAME);
  }

  private NotParsed unavailable(String what) {
    return new NotParsed(
        Kind.NEEDS_OCR,
        what
            + (ocr.on()
                ? ": to have it read, install Tesseract (Debian: tesseract-ocr; macOS: brew install"
                    + " tesseract)"
                : ": to have it read, set millrace.ingestion.ocr to auto"));
  }
}
