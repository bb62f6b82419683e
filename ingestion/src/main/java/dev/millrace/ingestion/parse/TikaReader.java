package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.Tika;
import org.apache.tika.config.ServiceLoader;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.external.CompositeExternalParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.ocr.TesseractOCRParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig.OCR_STRATEGY;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Tika, held to what a document index wants of it: no programs of the system, no macros, no
 * pictures, nothing from the network. Tika's own guard against bombs stays on.
 */
final class TikaReader {
  private static final String NAME = "tika/" + version();

  /** Beyond this a PDF's pages wait in a temporary file. */
  private static final long PDF_MEMORY = 64L << 20;

  private static final int MOST_TITLE_LINES = 3;

  private final Detector detector = new DefaultDetector();
  private final AutoDetectParser parser =
      new AutoDetectParser(
          detector,
          new DefaultParser(
              MediaTypeRegistry.getDefaultRegistry(),
              new ServiceLoader(TikaReader.class.getClassLoader()),
              List.of(CompositeExternalParser.class, TesseractOCRParser.class)));

  MediaType detect(FetchedFile file, Metadata metadata) throws IOException {
    try (TikaInputStream in = TikaInputStream.get(file.path())) {
      return detector.detect(in, metadata);
    }
  }

  Parsed read(
      FetchedFile file, FileType type, Metadata metadata, BlockWriter out, MemberSink members)
      throws IOException, SAXException, TikaException {
    ContentHandler reader =
        type.pdf()
            ? new PdfPages(out, headings(file))
            : new MarkupReader(out, type.presentation(), type.excel());
    try (TikaInputStream in = TikaInputStream.get(file.path())) {
      parser.parse(in, reader, metadata, context(type, members, in.getLength()));
    }
    reader.endDocument();
    String declared = metadata.get(TikaCoreProperties.TITLE);
    String title = new Titles(file, declared).choose(top(type, out));
    String language = Languages.iso639(metadata.get(TikaCoreProperties.LANGUAGE));
    return out.parsed(title, language, type.name(), NAME);
  }

  /** What stands at the top of a file: nothing of use in a spreadsheet, a title page in a PDF. */
  private static Optional<String> top(FileType type, BlockWriter out) {
    if (type.spreadsheet()) {
      return Optional.empty();
    }
    List<String> titlePage = out.titlePage();
    if (!type.pdf() || titlePage.size() < 2 || titlePage.size() > MOST_TITLE_LINES) {
      return out.firstHeading();
    }
    out.dropFromPaths(titlePage);
    return Optional.of(String.join(": ", titlePage));
  }

  /** Headings are a gain, never a condition: what is wrong with the file, the parser will say. */
  private static Map<Integer, List<PdfHeadings.Heading>> headings(FetchedFile file) {
    try {
      return PdfHeadings.find(file.path());
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
  }

  /** A PDF's table of contents, which says something where the pages say nothing. */
  Parsed bookmarks(FetchedFile file, FileType type, BlockWriter out)
      throws IOException, SAXException, TikaException {
    Metadata metadata = new Metadata();
    ParseContext context = context(type, new MemberSink(file.path(), MemberLimits.NONE), 1);
    context.get(PDFParserConfig.class).setExtractBookmarksText(true);
    ContentHandler reader = new PdfPages(out, Map.of());
    try (TikaInputStream in = TikaInputStream.get(file.path())) {
      parser.parse(in, reader, metadata, context);
    }
    reader.endDocument();
    String title =
        new Titles(file, metadata.get(TikaCoreProperties.TITLE)).choose(Optional.empty());
    return out.parsed(title, null, type.name(), NAME);
  }

  /** Takes out the members of an archive that has no reader of its own. */
  void unpack(FetchedFile file, FileType type, Metadata metadata, MemberSink members)
      throws IOException, SAXException, TikaException {
    try (TikaInputStream in = TikaInputStream.get(file.path())) {
      parser.parse(in, new DefaultHandler(), metadata, context(type, members, in.getLength()));
    }
  }

  private ParseContext context(FileType type, MemberSink members, long size) {
    PDFParserConfig pdf = new PDFParserConfig();
    pdf.setOcrStrategy(OCR_STRATEGY.NO_OCR);
    pdf.setExtractInlineImages(false);
    pdf.setExtractBookmarksText(false);
    pdf.setMaxMainMemoryBytes(PDF_MEMORY);
    OfficeParserConfig office = new OfficeParserConfig();
    office.setExtractMacros(false);
    office.setIncludeDeletedContent(false);
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, pdf);
    context.set(OfficeParserConfig.class, office);
    context.set(org.apache.tika.parser.Parser.class, parser);
    context.set(
        EmbeddedDocumentExtractor.class,
        type.name().equals("application/mbox")
            ? new ParsingEmbeddedDocumentExtractor(context)
            : new EmbeddedFiles(members, size, !type.office(), context));
    return context;
  }

  private static String version() {
    // "Apache Tika 3.3.1"
    String full = Tika.getString();
    return full.substring(full.lastIndexOf(' ') + 1);
  }
}
