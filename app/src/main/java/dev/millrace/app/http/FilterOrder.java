package dev.millrace.app.http;

/** In which order a request meets the filters; smaller first. */
final class FilterOrder {
  static final int RESPONSE_HEADERS = 0;
  static final int HOST_CHECK = 100;
  static final int KEY_CHECK = 200;
  static final int KNOWN_PARAMETERS = 300;

  private FilterOrder() {}
}
