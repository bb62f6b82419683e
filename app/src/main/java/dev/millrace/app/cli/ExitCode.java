package dev.millrace.app.cli;

/** What a command tells the shell. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int SERVER_UNREACHABLE = 3;

  /** 128 + SIGINT, what shells expect of a command that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
