package dev.millrace.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The demonstration as it ships: its own database, the whole handbook, all five questions. */
final class DemoEndToEndTest {
  @Test
  void everythingIsAsExpected() {
    Shell shell =
        new Shell()
            .with((ServerStart) WiredServer::start)
            .with("MILLRACE_DB_URL", "jdbc:postgresql://nowhere.invalid/corpus");

    int exit = shell.run("demo", "--once", "--port", "0");

    assertThat(shell.out() + shell.err()).contains("All is as expected").doesNotContain("✗");
    assertThat(exit).isEqualTo(ExitCode.DONE);
  }
}
