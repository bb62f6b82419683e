package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.settings.OpenSearchKeys;
import dev.millrace.app.settings.Settings;
import dev.millrace.retrieval.opensearch.IndexShape;
import dev.millrace.retrieval.opensearch.OpenSearchCluster;
import dev.millrace.retrieval.opensearch.OpenSearchCluster.Login;
import dev.millrace.retrieval.opensearch.OpenSearchIndexes;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads from the settings where the index is kept. */
record ConfiguredIndexes(Settings settings) {
  /**
   * The indexes in a cluster; empty where none is set.
   *
   * @param corpus whose indexes they are
   * @throws StartupException naming the setting that is missing or of no use
   */
  Optional<OpenSearchIndexes> cluster(UUID corpus) {
    return settings.text(OpenSearchKeys.URL).map(urls -> indexes(urls, corpus));
  }

  private OpenSearchIndexes indexes(String urls, UUID corpus) {
    try {
      return new OpenSearchIndexes(
          new OpenSearchCluster(
              urls(urls),
              login(),
              settings.text(OpenSearchKeys.CA).map(Path::of),
              settings.duration(OpenSearchKeys.TIMEOUT)),
          settings.text(OpenSearchKeys.INDEX_PREFIX).orElseThrow(),
          corpus,
          new IndexShape(
              settings.count(OpenSearchKeys.SHARDS), settings.count(OpenSearchKeys.COPIES)));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new StartupException(
          "OpenSearch cannot be used: " + e.getMessage() + ".",
          "Correct millrace.opensearch.…; ./millrace serve --help lists all settings.",
          e);
    }
  }

  private static List<URI> urls(String urls) {
    return Arrays.stream(urls.split(",", -1)).map(String::strip).map(URI::create).toList();
  }

  private Optional<Login> login() {
    Optional<String> user = settings.text(OpenSearchKeys.USER);
    Optional<String> password = settings.text(OpenSearchKeys.PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "of user and password only one is set, and it takes both or neither");
    }
    return user.map(name -> new Login(name, password.orElseThrow()));
  }
}
