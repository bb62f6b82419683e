package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.extractor.DefaultEmbeddedStreamTranslator;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedStreamTranslator;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.metadata.TikaCoreProperties.EmbeddedResourceType;
import org.apache.tika.parser.ParseContext;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * What Tika finds in a file while it reads it: attachments go to the sink; pictures on a page,
 * fonts and macros are left alone; a drawing, or a piece of the document that is kept in another
 * format, is read in its place.
 */
final class EmbeddedFiles implements EmbeddedDocumentExtractor {
  /** What isn't an attachment. */
  private static final Set<String> PARTS =
      Set.of(
          EmbeddedResourceType.INLINE.name(),
          EmbeddedResourceType.MACRO.name(),
          EmbeddedResourceType.METADATA.name(),
          EmbeddedResourceType.FONT.name(),
          EmbeddedResourceType.THUMBNAIL.name(),
          EmbeddedResourceType.RENDERING.name(),
          EmbeddedResourceType.VERSION.name());

  private final MemberSink sink;
  private final long parentBytes;
  private final boolean pictures;
  private final EmbeddedDocumentExtractor inPlace;
  private final EmbeddedStreamTranslator translator = new DefaultEmbeddedStreamTranslator();

  /**
   * @param pictures whether pictures are attachments as well: in mails and PDFs they are, in office
   *     files they are part of a page
   */
  EmbeddedFiles(MemberSink sink, long parentBytes, boolean pictures, ParseContext context) {
    this.sink = sink;
    this.parentBytes = parentBytes;
    this.pictures = pictures;
    this.inPlace = new ParsingEmbeddedDocumentExtractor(context);
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    String role = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
    return role == null || !PARTS.contains(role) || isDrawing(metadata);
  }

  @Override
  public void parseEmbedded(
      InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws SAXException, IOException {
    String role = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
    if (EmbeddedResourceType.ALTERNATE_FORMAT_CHUNK.name().equals(role) || isDrawing(metadata)) {
      inPlace.parseEmbedded(stream, handler, metadata, false);
      return;
    }
    String type = metadata.get(HttpHeaders.CONTENT_TYPE);
    if (sink.isFull() || (!pictures && picture(type, stream))) {
      return;
    }
    // Parts of old office files are trees in memory rather than bytes.
    if (translator.shouldTranslate(stream, metadata)) {
      try (InputStream bytes = translator.translate(stream, metadata)) {
        sink.add(name(metadata), null, bytes, () -> parentBytes);
      }
    } else {
      sink.add(name(metadata), null, stream, () -> parentBytes);
    }
  }

  private static @Nullable String name(Metadata metadata) {
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    return name != null ? name : metadata.get(TikaCoreProperties.INTERNAL_PATH);
  }

  /** Windows' metafiles: a chart's or a formula's text is in them as text. */
  private static boolean isDrawing(Metadata metadata) {
    String type = metadata.get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.matches("image/(x-)?[ew]mf");
  }

  private static boolean picture(@Nullable String type, InputStream stream) throws IOException {
    if (type != null) {
      return type.startsWith("image/");
    }
    return stream instanceof TikaInputStream tika
        && tika.getOpenContainer() == null
        && Pictures.startsLikeOne(tika);
  }
}
