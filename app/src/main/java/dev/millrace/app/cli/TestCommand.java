package dev.millrace.app.cli;

import picocli.CommandLine.Command;

/** {@code test}: here to stand in the help; the launcher runs the tests before any Java starts. */
@Command(
    name = "test",
    description = "Run all tests, from a source tree.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TestCommand implements Runnable {
  @Override
  public void run() {
    throw new CommandFailure("tests are run from a source tree, by its launcher: ./millrace test");
  }
}
