package dev.millrace.retrieval.filter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What people call media types. */
public final class MediaTypes {
  private static final Map<String, List<String>> NAMED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("pdf", List.of("application/pdf")),
              Map.entry(
                  "word",
                  List.of(
                      "application/msword",
                      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      "application/vnd.oasis.opendocument.text")),
              Map.entry(
                  "excel",
                  List.of(
                      "application/vnd.ms-excel",
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      "application/vnd.oasis.opendocument.spreadsheet")),
              Map.entry(
                  "powerpoint",
                  List.of(
                      "application/vnd.ms-powerpoint",
                      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                      "application/vnd.oasis.opendocument.presentation")),
              Map.entry("html", List.of("text/html", "application/xhtml+xml")),
              Map.entry("markdown", List.of("text/markdown", "text/x-web-markdown")),
              Map.entry("text", List.of("text/plain")),
              Map.entry("csv", List.of("text/csv")),
              Map.entry("mail", List.of("message/rfc822", "application/vnd.ms-outlook")),
              Map.entry("rtf", List.of("application/rtf", "text/rtf")),
              Map.entry("epub", List.of("application/epub+zip")),
              Map.entry("xml", List.of("application/xml", "text/xml")),
              Map.entry("json", List.of("application/json"))));

  private MediaTypes() {}

  /**
   * The media types of a name, or the media type itself.
   *
   * @throws IllegalArgumentException naming the text and the names there are
   */
  public static List<String> of(String name) {
    String low = name.strip().toLowerCase(Locale.ROOT);
    List<String> named = NAMED.get(low);
    if (named != null) {
      return named;
    }
    if (!low.matches("[^/\\s]+/[^/\\s]+")) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is not a type: write a media type such as application/pdf, or "
              + String.join(", ", NAMED.keySet()));
    }
    return List.of(low);
  }
}
