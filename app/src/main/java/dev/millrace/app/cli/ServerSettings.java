package dev.millrace.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about a server; null leaves it to the environment and the default.
 *
 * @param port 1 to 65535, or 0 for any free one
 * @param apart whether the environment's own settings are to be ignored, so that a demonstration
 *     cannot touch anybody's corpus
 */
record ServerSettings(
    @Nullable Path home,
    @Nullable Integer port,
    @Nullable String host,
    @Nullable String dbUrl,
    @Nullable String adminKey,
    boolean apart) {}
