package dev.millrace.app.identity;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.WorkspaceId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first key, with which all others are made.
 *
 * <p>The setting {@code millrace.admin-key} decides: what it says is the key, and a new value ends
 * the former one. Without the setting, the first start makes a key, keeps it in the home's file
 * {@code admin-key}, readable by its owner only, and hands it to whoever started the server, once.
 * A lost key is replaced by setting another.
 */
public final class AdminKey {
  /** The shortest that the setting accepts, in characters. */
  public static final int SHORTEST = 16;

  private static final int LONGEST = 512;

  /** The file in the home. */
  public static final String FILE = "admin-key";

  private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);

  private final ApiKeyRows rows;
  private final WorkspaceId workspace;
  private final Clock clock;
  private final Optional<String> setting;
  private final Path file;

  /**
   * Reads the setting.
   *
   * @param setting the value of {@code millrace.admin-key}
   * @throws IllegalArgumentException if it is too short, too long or holds what no header can
   */
  AdminKey(
      ApiKeyRows rows, WorkspaceId workspace, Clock clock, Optional<String> setting, Path home) {
    this.rows = requireNonNull(rows, "rows");
    this.workspace = requireNonNull(workspace, "workspace");
    this.clock = requireNonNull(clock, "clock");
    this.setting = requireNonNull(setting, "setting");
    this.file = home.resolve(FILE);
    setting.ifPresent(key -> requireUsable(key, "millrace.admin-key"));
  }

  /**
   * Sees to it that the database knows the admin key.
   *
   * @return the key, if it was made just now: to be shown once
   * @throws IllegalArgumentException if the setting or the file holds what cannot be the admin key
   * @throws UncheckedIOException if the file can be neither read nor made
   */
  public Optional<KeySecret> ensure() {
    Optional<ApiKeyRow> known = rows.findByWorkspaceIdAndBootstrap(workspace.value(), true);
    if (setting.isPresent()) {
      install(KeySecret.of(setting.get()), known, "millrace.admin-key");
      return Optional.empty();
    }
    Optional<KeySecret> kept = read();
    if (known.isPresent()) {
      if (kept.isPresent() && !same(known.get(), kept.get())) {
        LOG.warn(
            "{} does not hold the admin key that the database knows; if that key is lost, set"
                + " millrace.admin-key to a new one",
            file);
      }
      return Optional.empty();
    }
    if (kept.isPresent()) {
      install(kept.get(), known, file.toString());
      return Optional.empty();
    }
    // The file first: a crash in between leaves a key that the next start installs.
    KeySecret made = KeySecret.random();
    write(made);
    install(made, known, file.toString());
    return Optional.of(made);
  }

  /** The file that keeps the key; empty where the setting says it. */
  public Optional<Path> file() {
    return setting.isPresent() ? Optional.empty() : Optional.of(file);
  }

  private void install(KeySecret secret, Optional<ApiKeyRow> known, String where) {
    if (known.isPresent() && same(known.get(), secret)) {
      if (known.get().revokedAt() != null) {
        LOG.warn("the key in {} was revoked; set millrace.admin-key to a new one", where);
      }
      return;
    }
    if (rows.findBySecretHash(secret.hash()).isPresent()) {
      throw new IllegalArgumentException(
          where + " holds a key that was issued for something else: choose another");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (known.isPresent()) {
      rows.replaceSecret(known.get().keyId(), secret.hash(), secret.prefix(), now);
      LOG.info("the admin key was replaced by the one in {}", where);
      return;
    }
    rows.save(
        new ApiKeyRow(
            UUID.randomUUID(),
            workspace.value(),
            "admin",
            secret.prefix(),
            secret.hash(),
            List.of(Scope.ADMIN.wire()),
            "admin",
            true,
            now,
            null,
            null));
  }

  private static boolean same(ApiKeyRow row, KeySecret secret) {
    return MessageDigest.isEqual(row.secretHash(), secret.hash());
  }

  private Optional<KeySecret> read() {
    try {
      String text = Files.readString(file).strip();
      requireUsable(text, file.toString());
      return Optional.of(KeySecret.of(text));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the admin key in " + file + "; set millrace.admin-key instead", e);
    }
  }

  /** Made with its mode, so that no other user can open it in between. */
  private void write(KeySecret secret) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream out = Channels.newOutputStream(create())) {
        out.write((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(
          file + " appeared while the server started: is another one starting?", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the admin key in " + file, e);
    }
  }

  private java.nio.channels.SeekableByteChannel create() throws IOException {
    FileAttribute<?>[] mode =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.newByteChannel(
        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
  }

  private static void requireUsable(String key, String where) {
    if (key.length() < SHORTEST || key.length() > LONGEST) {
      throw new IllegalArgumentException(
          where
              + " has "
              + key.length()
              + " characters: an admin key has "
              + SHORTEST
              + " to "
              + LONGEST);
    }
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          where + " has a blank or a character outside ASCII: no header can carry it");
    }
  }
}
