package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/** Brings a database to this build's schema, and refuses one that this build does not know. */
final class Schema {
  private final ConnectionSettings settings;
  private final Flyway flyway;

  Schema(ConnectionSettings settings) {
    this.settings = settings;
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
            .locations("classpath:db/migration")
            .load();
  }

  /**
   * Applies what is missing. Of several processes that start at once one does it; the others wait.
   *
   * @throws StartupException if the schema is newer than this build, was changed by hand, or is
   *     somebody else's
   */
  void migrate() {
    try {
      refuseUnknown(flyway.info());
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw changed(e);
    } catch (FlywayException e) {
      throw new StartupException(
          "The schema of database %s at %s could not be brought up to date: %s"
              .formatted(settings.database(), settings.address(), e.getMessage()),
          "Give Millrace an empty database of its own, or mend the cause; nothing was changed.",
          e);
    }
  }

  private void refuseUnknown(MigrationInfoService info) {
    List<MigrationVersion> unknown =
        Arrays.stream(info.applied())
            .filter(migration -> !migration.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .filter(version -> version != null)
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    MigrationVersion known =
        Arrays.stream(info.all())
            .filter(migration -> migration.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .max(Comparator.naturalOrder())
            .orElse(MigrationVersion.EMPTY);
    throw new StartupException(
        "The schema of database %s at %s has version %s; this build knows versions up to %s."
            .formatted(
                settings.database(),
                settings.address(),
                unknown.stream().max(Comparator.naturalOrder()).orElseThrow(),
                known),
        "Start the newer build that wrote it, or give another database or home.");
  }

  private StartupException changed(FlywayValidateException e) {
    String changes =
        flyway.validateWithResult().invalidMigrations.stream()
            .map(Schema::describe)
            .collect(Collectors.joining("; "));
    return new StartupException(
        "The schema of database %s at %s differs from this build's: %s."
            .formatted(settings.database(), settings.address(), changes),
        "Start the build that wrote it, or restore a backup.",
        e);
  }

  private static String describe(ValidateOutput migration) {
    String reason = migration.errorDetails.errorMessage.lines().findFirst().orElse("changed");
    return "version " + migration.version + " (" + reason + ")";
  }
}
