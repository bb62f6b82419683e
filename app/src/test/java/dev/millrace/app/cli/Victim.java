package dev.millrace.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Whom {@code kill -9} hits. */
enum Victim {
  SERVER,
  PARSER,
  POSTMASTER,
  BACKEND;

  /** The process; empty if there is none of that kind just now. */
  Optional<ProcessHandle> find(ServerProcess server, Path home, Random random) throws IOException {
    return switch (this) {
      case SERVER -> Optional.of(server.handle());
      case PARSER -> any(server.parsers(), random);
      case POSTMASTER -> Optional.of(Database.postmaster(home));
      case BACKEND -> {
        try {
          yield any(
              Database.of(home)
                  .rows(
                      "SELECT pid FROM pg_stat_activity WHERE application_name = 'millrace' ORDER BY pid")
                  .stream()
                  .map(row -> ProcessHandle.of(Long.parseLong(String.valueOf(row.getFirst()))))
                  .flatMap(Optional::stream)
                  .toList(),
              random);
        } catch (SQLException e) {
          yield Optional.empty();
        }
      }
    };
  }

  private static Optional<ProcessHandle> any(List<ProcessHandle> found, Random random) {
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }
}
