package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** {@code serve} in a process of its own, so that it can be killed as a machine kills it. */
final class ServerProcess implements AutoCloseable {
  private static final int LAST_LINES = 40;
  static final String KEY = "a-key-for-tests-only-0123456789";

  private static final Pattern LOGGED = Pattern.compile("[0-9:.]{12} [A-Z]+ ");

  private final Process process;
  private final URI url;
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

  private ServerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Returns when it accepts requests. */
  static ServerProcess start(Path home, int port) throws IOException {
    return start(home, port, Map.of());
  }

  /** The same with more settings, as variables of the environment. */
  static ServerProcess start(Path home, int port, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            // It lives for seconds: start fast.
            "-XX:TieredStopAtLevel=1",
            "-Dstdout.encoding=UTF-8",
            // Its log as users have it.
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.millrace.app.cli.Main",
            "serve",
            "--home",
            home.toString(),
            "--port",
            Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MILLRACE_ADMIN_KEY", KEY);
    builder.environment().putAll(settings);
    ServerProcess server =
        new ServerProcess(builder.start(), URI.create("http://127.0.0.1:" + port));
    server.awaitLine("Ctrl-C stops it.");
    return server;
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitLine(String wanted) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains(wanted)) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(said::add));
        return;
      }
    }
    throw new IOException("the server ended instead of starting:\n" + output());
  }

  URI url() {
    return url;
  }

  /** What it has printed, its log included. */
  String output() {
    return String.join("\n", said);
  }

  /** The last of it. */
  String lastWords() {
    List<String> lines = List.copyOf(said);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** What it answered with status 500, each with where that came from. */
  String faults() {
    StringBuilder faults = new StringBuilder();
    boolean fault = false;
    for (String line : said) {
      if (LOGGED.matcher(line).lookingAt()) {
        fault = line.contains(" UnexpectedFault: ");
      }
      if (fault) {
        faults.append(line).append('\n');
      }
    }
    return faults.toString();
  }

  /** The process. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** The processes that read files for it: of its children those that are JVMs. */
  List<ProcessHandle> parsers() {
    return process
        .children()
        .filter(child -> child.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .toList();
  }

  /** {@code kill -9}: nothing of it runs on, but its database may. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As by Ctrl-C. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
