package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Setting;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ServeCommandTest {
  private static List<String> announced(@Nullable String key) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    return ServeCommand.announcement(
        new FakeServer(URI.create("http://127.0.0.1:8080"), Path.of("data"), key),
        new Terminal(nowhere, nowhere, false, false, 80));
  }

  @Test
  void showsANewKeyOnceAndWhereItIsKept() {
    assertThat(announced("mr_new"))
        .contains(
            "  home       data",
            "  database   a database",
            "  admin key  mr_new  (shown this once)",
            "             kept in data/admin-key")
        .endsWith("Ctrl-C stops it.");
    assertThat(announced("mr_new").getFirst()).endsWith(" at http://127.0.0.1:8080");
  }

  @Test
  void laterItSaysOnlyWhereTheKeyIs() {
    assertThat(announced(null)).contains("  admin key  in data/admin-key");
  }

  @Test
  void helpListsEverySettingOfTheServer() {
    Shell shell = new Shell();

    assertThat(shell.run("serve", "--help")).isEqualTo(ExitCode.DONE);
    for (Setting setting : KnownSettings.all()) {
      assertThat(shell.out()).contains(setting.variable(), setting.description());
    }
  }

  @Test
  void handsOnWhatTheOptionsSay() {
    List<ServerSettings> given = new ArrayList<>();
    Shell shell =
        new Shell()
            .with(
                (ServerStart)
                    settings -> {
                      given.add(settings);
                      throw new CommandFailure("the port is in use");
                    });

    assertThat(shell.run("serve", "--port", "0", "--home", "h", "--db-url", "u"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(shell.run("serve")).isEqualTo(ExitCode.FAILED);

    assertThat(given)
        .containsExactly(
            new ServerSettings(Path.of("h"), 0, null, "u", null, false),
            new ServerSettings(null, null, null, null, null, false));
    assertThat(shell.err()).isEqualToIgnoringNewLines("millrace: the port is in use");
  }
}
