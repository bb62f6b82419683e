package dev.millrace.app.database;

import dev.millrace.app.StartupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a home, held by one live process. The operating system gives it back when the
 * process ends in whatever way, so a kill leaves nothing to clean up. The file {@code
 * millrace.lock} says who holds it: {@code pid 4711} and, once the server listens, {@code port
 * 8080}.
 */
public final class HomeLock implements AutoCloseable {
  private static final String FILE = "millrace.lock";
  private static final Pattern PORT = Pattern.compile("(?m)^port (\\d{1,5})$");

  /**
   * The homes that this process holds. POSIX drops a process's lock as soon as it closes any handle
   * of the file, so a file that is held here must not even be opened for reading here.
   */
  private static final Map<Path, HomeLock> HELD = new ConcurrentHashMap<>();

  private final Path home;
  private final FileChannel channel;
  private volatile String text = "";
  private boolean closed;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /**
   * Takes the home, making the folder if it is missing.
   *
   * @throws StartupException if another live process or another part of this one holds it, or if
   *     the folder can't be written
   */
  public static HomeLock acquire(Path home) {
    Path real = HomeFolder.prepare(home);
    synchronized (HELD) {
      HomeLock here = HELD.get(real);
      if (here != null) {
        throw inUse(real, here.text);
      }
      HomeLock lock = lock(real);
      HELD.put(real, lock);
      return lock;
    }
  }

  private static HomeLock lock(Path home) {
    Path file = home.resolve(FILE);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      @Nullable FileLock held = channel.tryLock();
      if (held == null) {
        String holder = Files.readString(file);
        channel.close();
        throw inUse(home, holder);
      }
      HomeLock lock = new HomeLock(home, channel);
      lock.write("pid " + ProcessHandle.current().pid() + "\n");
      return lock;
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw HomeFolder.unwritable(file, e);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, IOException reason) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private static StartupException inUse(Path home, String holder) {
    String by = holder.isBlank() ? "another process" : holder.strip().replaceAll("\\R", ", ");
    return new StartupException(
        "The home " + home + " is in use by another Millrace (" + by + ").",
        "Stop that one, or give this one a home of its own with --home or MILLRACE_HOME.");
  }

  /** The folder, as a real path. */
  public Path home() {
    return home;
  }

  /** Writes down where the server listens, so that clients that know the home can find it. */
  public synchronized void announce(int port) {
    if (closed) {
      return;
    }
    try {
      write("pid " + ProcessHandle.current().pid() + "\nport " + port + "\n");
    } catch (IOException e) {
      throw HomeFolder.unwritable(home.resolve(FILE), e);
    }
  }

  /**
   * The port that the last holder of this home announced; it may have ended since. Empty if nobody
   * has.
   */
  public static OptionalInt announcedPort(Path home) {
    Path real;
    String text;
    try {
      real = home.toRealPath();
      synchronized (HELD) {
        HomeLock here = HELD.get(real);
        text = here != null ? here.text : Files.readString(real.resolve(FILE));
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
    Matcher port = PORT.matcher(text);
    return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
  }

  private void write(String holder) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    text = holder;
  }

  /** Gives the home back. The file stays: removing it would race with the next holder. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    synchronized (HELD) {
      HELD.remove(home);
      try {
        channel.truncate(0);
        channel.close();
      } catch (IOException e) {
        throw HomeFolder.unwritable(home.resolve(FILE), e);
      }
    }
  }
}
