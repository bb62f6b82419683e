package dev.millrace.app.wiring;

import dev.millrace.app.database.RunningDatabase;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Writes into the home where the server listens, which a second start names in its refusal. */
@Singleton
final class PortAnnouncement implements ApplicationEventListener<ServerStartupEvent> {
  private final RunningDatabase database;

  PortAnnouncement(RunningDatabase database) {
    this.database = database;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    database.announce(event.getSource().getPort());
  }
}
