package dev.millrace.app.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes that Java's HTTP client refuses to send. */
final class RawHttp {
  private RawHttp() {}

  /** The whole answer, as text, once the server has closed the connection. */
  static String exchange(String request) throws IOException {
    URI server = Api.uri("/");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
