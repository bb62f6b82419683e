package dev.millrace.app.cli;

/** What a passage is called where two search engines are compared. */
final class PassageName {
  private PassageName() {}

  /**
   * A name that both know.
   *
   * @param start first position in the document, in code points
   */
  static String of(String document, int start) {
    return document + "@" + start;
  }
}
