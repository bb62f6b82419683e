package dev.millrace.app.console;

/** The parts of the console, as the navigation lists them. */
enum Section {
  ASK("Ask", "/console/ask", "ask"),
  DOCUMENTS("Documents", "/console/documents", "document"),
  SOURCES("Sources", "/console/sources", "source"),
  TIERS("Tiers & models", "/console/tiers", "tier");

  private final String label;
  private final String path;
  private final String icon;

  Section(String label, String path, String icon) {
    this.label = label;
    this.path = path;
    this.icon = icon;
  }

  String label() {
    return label;
  }

  String path() {
    return path;
  }

  /** Its picture in {@code icon.jte}. */
  String icon() {
    return icon;
  }
}
