package dev.millrace.ingestion.parse;

import java.util.Locale;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;

/**
 * What a file is, and who reads it.
 *
 * @param name the media type without parameters
 */
record FileType(String name, Reader reader) {
  /** Who reads a file. */
  enum Reader {
    MAIL,
    HTML,
    MARKDOWN,
    TABLE,
    TEXT,
    TIKA,
    ARCHIVE,
    PICTURE,
    NONE
  }

  private static final MediaTypeRegistry TYPES = MediaTypeRegistry.getDefaultRegistry();
  private static final Set<String> MARKDOWN_NAMES = Set.of("md", "markdown", "mdown", "mkd");
  private static final Set<String> TABLE_NAMES = Set.of("csv", "tsv");
  private static final Set<String> TEXT_NAMES = Set.of("txt", "text", "log", "asc");

  static FileType of(FetchedFile file, MediaType detected) {
    MediaType base = detected.getBaseType();
    if (file.mediaType() != null && !file.mediaType().equals("application/octet-stream")) {
      MediaType declared = MediaType.parse(file.mediaType());
      base = declared == null ? base : declared.getBaseType();
    }
    String name = base.toString();
    return new FileType(canonical(name), reader(file, base, name));
  }

  /** Whether the file's name says that it is plain text. */
  static boolean namedAsText(FetchedFile file) {
    return TEXT_NAMES.contains(file.extension()) || TABLE_NAMES.contains(file.extension());
  }

  /** Slides have pages and titles of their own. */
  boolean presentation() {
    return name.contains("presentation") || name.contains("powerpoint");
  }

  /** Their first heading is a sheet's name, which is no title. */
  boolean spreadsheet() {
    return name.contains("excel") || name.contains("spreadsheet");
  }

  /** Of these Tika keeps every cell's place, empty ones included. */
  boolean excel() {
    return name.contains("ms-excel") || name.contains("spreadsheetml");
  }

  /** Pictures in them are part of a page. */
  boolean office() {
    return !pdf() && !name.equals("application/vnd.ms-outlook") && !Archives.isArchive(name);
  }

  boolean pdf() {
    return name.equals("application/pdf") || name.equals("application/illustrator");
  }

  private static Reader reader(FetchedFile file, MediaType type, String name) {
    // A name is a hint; what the source says is not to be guessed at.
    String extension = file.mediaType() == null ? file.extension() : "";
    boolean text = TYPES.isInstanceOf(type, MediaType.TEXT_PLAIN);
    if (name.equals("message/rfc822")
        || name.equals("multipart/related")
        || (extension.equals("eml") && text)) {
      return Reader.MAIL;
    }
    if (name.equals("text/html") || name.equals("application/xhtml+xml")) {
      return Reader.HTML;
    }
    if (Archives.isArchive(name)) {
      return Reader.ARCHIVE;
    }
    if (ScannedText.mayHold(name)) {
      return Reader.PICTURE;
    }
    if (!TYPES.isInstanceOf(type, MediaType.APPLICATION_XML)
        && type.getType().matches("image|audio|video|font|model")) {
      return name.equals("audio/mpeg") && namedAsText(file) ? Reader.TEXT : Reader.NONE;
    }
    if (name.equals("text/markdown")
        || name.equals("text/x-web-markdown")
        || (text && MARKDOWN_NAMES.contains(extension))) {
      return Reader.MARKDOWN;
    }
    if (name.equals("text/csv")
        || name.equals("text/tab-separated-values")
        || (name.equals("text/plain") && TABLE_NAMES.contains(extension))) {
      return Reader.TABLE;
    }
    boolean markup =
        TYPES.isInstanceOf(type, MediaType.APPLICATION_XML)
            || name.equals("application/rtf")
            || name.equals("text/rtf")
            || name.equals("application/mbox");
    return text && !markup ? Reader.TEXT : Reader.TIKA;
  }

  private static String canonical(String name) {
    return name.equals("text/x-web-markdown") ? "text/markdown" : name.toLowerCase(Locale.ROOT);
  }
}
