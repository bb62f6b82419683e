package dev.millrace.app.cli;

import dev.millrace.app.console.session.Logins;
import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.identity.KeySecret;
import dev.millrace.app.wiring.Server;
import dev.millrace.orchestration.tier.Fleet;
import dev.millrace.orchestration.tier.FleetModel;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server of the {@code wiring} package, as commands see it. */
final class WiredServer implements RunningServer {
  private final Server server;

  private WiredServer(Server server) {
    this.server = server;
  }

  /** Starts one; see {@link ServerStart#start}. */
  static RunningServer start(ServerSettings settings) {
    Map<String, Object> given = new HashMap<>();
    put(given, "millrace.home", settings.home());
    put(given, "millrace.port", settings.port());
    put(given, "millrace.host", settings.host());
    put(given, "millrace.db-url", settings.dbUrl());
    put(given, "millrace.admin-key", settings.adminKey());
    return new WiredServer(settings.apart() ? Server.startApart(given) : Server.start(given));
  }

  private static void put(Map<String, Object> given, String name, @Nullable Object value) {
    if (value != null) {
      given.put(name, value.toString());
    }
  }

  @Override
  public URI url() {
    return server.uri();
  }

  @Override
  public Path home() {
    return server.home();
  }

  @Override
  public String database() {
    return server.database();
  }

  @Override
  public @Nullable String newAdminKey() {
    return server.newAdminKey().map(KeySecret::reveal).orElse(null);
  }

  @Override
  public @Nullable Path adminKeyFile() {
    return server.adminKeyFile().orElse(null);
  }

  @Override
  public boolean writes() {
    return server.part(Fleet.class).models().stream().anyMatch(FleetModel::generative);
  }

  @Override
  public long passages() {
    return server.part(ServedGenerations.class).search().served().passages();
  }

  @Override
  public URI consoleLogin(String key, String user) {
    return url().resolve(server.part(Logins.class).oneTimeLink(key, Optional.of(user)));
  }

  @Override
  public void close() {
    server.close();
  }
}
