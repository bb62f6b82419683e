package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Item;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which of the web's media types hold text, and how large they may be. */
final class Kinds {
  private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

  private static final Set<String> FILES =
      Set.of(
          "application/pdf",
          "application/msword",
          "application/rtf",
          "application/epub+zip",
          "application/json",
          "application/xml",
          "message/rfc822");

  private static final Set<String> FAMILIES =
      Set.of(
          "application/vnd.openxmlformats-officedocument.",
          "application/vnd.oasis.opendocument.",
          "application/vnd.ms-word",
          "application/vnd.ms-excel",
          "application/vnd.ms-powerpoint");

  private static final Set<String> NOT_READ =
      Set.of("text/css", "text/javascript", "text/calendar", "text/event-stream");

  /** What files are that servers say nothing of. */
  private static final Map<String, String> BY_ENDING =
      Map.of(
          "pdf", "application/pdf",
          "doc", "application/msword",
          "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "odt", "application/vnd.oasis.opendocument.text",
          "epub", "application/epub+zip",
          "md", "text/markdown",
          "csv", "text/csv",
          "txt", "text/plain");

  private Kinds() {}

  /** The media type of an answer: what it says, or else what its address and its bytes do. */
  static String of(PageUrl url, Answer.Body body) {
    String said = body.mediaType();
    if (!said.isEmpty() && !said.equals("application/octet-stream")) {
      return said;
    }
    String byEnding = BY_ENDING.get(Scope.ending(url));
    if (byEnding != null) {
      return byEnding;
    }
    return said.isEmpty() && looksLikePage(body.bytes()) ? "text/html" : said;
  }

  private static boolean looksLikePage(byte[] bytes) {
    String start =
        new String(bytes, 0, Math.min(bytes.length, 1_000), StandardCharsets.UTF_8)
            .strip()
            .toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype html") || start.startsWith("<html");
  }

  static boolean isPage(String mediaType) {
    return PAGES.contains(mediaType);
  }

  static boolean isText(String mediaType) {
    return isPage(mediaType) || mediaType.startsWith("text/");
  }

  /** Whether it may hold text that can be read. */
  static boolean isRead(String mediaType) {
    return isPage(mediaType)
        || (mediaType.startsWith("text/") && !NOT_READ.contains(mediaType))
        || FILES.contains(mediaType)
        || FAMILIES.stream().anyMatch(mediaType::startsWith);
  }

  /** How many bytes of it a scan reads: pages whole, of files what may come along. */
  static long room(Headers headers, Limits limits) {
    String type = new Answer.Body(headers, new byte[0], true).mediaType();
    boolean page = type.isEmpty() || isText(type) || type.endsWith("xml") || type.endsWith("gzip");
    long most = page ? limits.pageBytes() : limits.fileBytes();
    // Of what says itself that it is too large nothing is read.
    return headers.number("Content-Length").orElse(0) > most
        ? 0
        : page ? most : Math.min(Item.MOST_INLINE, most);
  }
}
