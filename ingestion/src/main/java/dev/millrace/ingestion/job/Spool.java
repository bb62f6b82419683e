package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;

/** Where a document's bytes lie while it is worked on. Files are gone when they are closed. */
public final class Spool {
  private static final String ENDING = ".fetched";
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final long mostBytes;

  /**
   * A spool in a folder of its own, which is made if need be and cleared of what a killed process
   * left there.
   *
   * @param mostBytes the longest document that is taken
   */
  public Spool(Path folder, long mostBytes) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.mostBytes = mostBytes;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * A fetched document.
   *
   * @param sha256 of all its bytes
   */
  public record Fetched(Path path, byte[] sha256, long size) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }

  /** There were more bytes than a document may have. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(long most) {
      super(
          "larger than "
              + most / (1024 * 1024)
              + " MB: split it, or raise millrace.ingestion.max-file-size");
    }
  }

  /** The longest document that is taken, in bytes. */
  public long mostBytes() {
    return mostBytes;
  }

  /**
   * Takes all of a stream; the stream is left open.
   *
   * @throws TooLargeException if there is more than a document may have
   * @throws IOException if the stream or the disk fails
   */
  public Fetched take(InputStream in) throws IOException {
    Path file = Files.createTempFile(folder, "document-", ENDING);
    try (OutputStream out = Files.newOutputStream(file)) {
      DigestInputStream hashing = ContentHash.hashing(in);
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      for (int read = hashing.read(buffer); read >= 0; read = hashing.read(buffer)) {
        size += read;
        if (size > mostBytes) {
          throw new TooLargeException(mostBytes);
        }
        out.write(buffer, 0, read);
      }
      return new Fetched(file, hashing.getMessageDigest().digest(), size);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
