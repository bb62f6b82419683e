package dev.millrace.app.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.millrace.app.database.ScratchHome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one browser of all tests: that of this machine. Without one the tests are skipped. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** How long a page may take to become as it is expected, in milliseconds. */
  static final double PATIENCE = 15_000;

  private Chromium() {}

  private static final class Shared {
    static final Browser BROWSER = launch(found().orElseThrow());

    private static Browser launch(Path executable) {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
      // The driver unpacks itself: 120 MB.
      ScratchHome driver = ScratchHome.create();
      System.setProperty("playwright.driver.tmpdir", driver.path().toString());
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new LaunchOptions()
                      .setExecutablePath(executable)
                      .setArgs(ARGUMENTS)
                      .setHeadless(true));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    playwright.close();
                    driver.close();
                  }));
      return browser;
    }
  }

  /** The browser. To be used by the thread that asked for it first. */
  static Browser browser() {
    assumeTrue(
        found().isPresent(), "skipped: there is no Chromium or Chrome on the PATH to look with");
    return Shared.BROWSER;
  }

  private static Optional<Path> found() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
