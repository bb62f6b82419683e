package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.identity.AdminKey;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock, and the admin key's place. */
@Factory
final class IdentityFactory {
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AdminKey adminKey(ApiKeys keys, RunningDatabase database, Settings settings) {
    try {
      return keys.adminKey(
          WorkspaceId.DEFAULT,
          settings.text("millrace.admin-key").filter(key -> !key.isEmpty()),
          database.home());
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          e.getMessage() + ".", "Set millrace.admin-key (MILLRACE_ADMIN_KEY) to another.", e);
    }
  }
}
