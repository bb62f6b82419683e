package dev.millrace.app.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server that is only described. */
final class FakeServer implements RunningServer {
  private final URI url;
  private final Path home;
  private final @Nullable String newAdminKey;
  boolean closed;

  FakeServer(URI url, Path home, @Nullable String newAdminKey) {
    this.url = url;
    this.home = home;
    this.newAdminKey = newAdminKey;
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public Path home() {
    return home;
  }

  @Override
  public String database() {
    return "a database";
  }

  @Override
  public @Nullable String newAdminKey() {
    return newAdminKey;
  }

  @Override
  public Path adminKeyFile() {
    return home.resolve("admin-key");
  }

  @Override
  public boolean writes() {
    return true;
  }

  @Override
  public long passages() {
    return 0;
  }

  @Override
  public URI consoleLogin(String key, String user) {
    return url.resolve("/console/login?once=token");
  }

  @Override
  public void close() {
    closed = true;
  }
}
