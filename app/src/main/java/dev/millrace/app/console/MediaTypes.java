package dev.millrace.app.console;

import java.util.Map;

/** What media types are called where people read them. */
final class MediaTypes {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("application/pdf", "PDF"),
          Map.entry("application/msword", "Word"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
          Map.entry("application/vnd.ms-excel", "Excel"),
          Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
          Map.entry("application/vnd.ms-powerpoint", "PowerPoint"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.presentationml.presentation",
              "PowerPoint"),
          Map.entry("message/rfc822", "Email"),
          Map.entry("text/html", "Web page"),
          Map.entry("text/markdown", "Markdown"),
          Map.entry("text/x-web-markdown", "Markdown"),
          Map.entry("text/csv", "CSV"),
          Map.entry("text/plain", "Text"));

  private MediaTypes() {}

  /** The name people know, or else the type itself. */
  static String name(String mediaType) {
    int end = mediaType.indexOf(';');
    String bare = (end < 0 ? mediaType : mediaType.substring(0, end)).strip();
    return NAMES.getOrDefault(bare, bare);
  }
}
