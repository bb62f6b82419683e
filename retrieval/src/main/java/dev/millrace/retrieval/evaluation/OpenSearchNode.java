package dev.millrace.retrieval.evaluation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node's process, started again as often as it is wanted, with the same folder and ports. */
final class OpenSearchNode {
  private static final int LAST_LINES = 10;

  private final List<String> command;
  private final URI url;
  private final Path log;
  private Process process;

  /**
   * Starts it.
   *
   * @param jvm what the JVM is started with, class path included
   * @param settings of OpenSearch's, {@code name=value}
   */
  OpenSearchNode(Path folder, List<String> jvm, List<String> settings, int httpPort)
      throws IOException {
    Files.createDirectories(folder);
    this.url = URI.create("http://127.0.0.1:" + httpPort);
    this.log = folder.resolve("node.log");
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("dev.millrace.opensearch.OpenSearchNode");
    command.add(folder.toString());
    command.add("http.port=" + httpPort);
    command.addAll(settings);
    this.process = launch();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  URI url() {
    return url;
  }

  boolean running() {
    return process.isAlive();
  }

  void start() throws IOException {
    if (!running()) {
      process = launch();
    }
  }

  /** As a power failure would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits a moment.
   *
   * @throws IOException if the node has ended, with the last that it said
   */
  void pause(Duration moment) throws IOException, InterruptedException {
    if (process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS)) {
      List<String> said = Files.readAllLines(log);
      throw new IOException(
          "a node of OpenSearch ended; its last words in "
              + log
              + ":\n"
              + String.join(
                  "\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size())));
    }
  }
}
