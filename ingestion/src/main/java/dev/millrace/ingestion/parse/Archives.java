package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ArchiveStreamFactory;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.io.input.BoundedInputStream;

/** Takes the members out of archives. What has no reader here is left to Tika. */
final class Archives {
  private static final Set<String> ZIPS =
      Set.of(
          "application/zip", "application/java-archive", "application/vnd.android.package-archive");
  private static final Set<String> STREAMS =
      Set.of(
          "application/x-tar",
          "application/x-gtar",
          "application/x-archive",
          "application/x-cpio",
          "application/x-arj");
  private static final Set<String> COMPRESSED =
      Set.of(
          "application/gzip",
          "application/zlib",
          "application/x-bzip",
          "application/x-bzip2",
          "application/x-xz",
          "application/zstd",
          "application/x-lzma",
          "application/x-lz4",
          "application/x-compress",
          "application/x-snappy-framed");
  private static final Set<String> OTHERS =
      Set.of(
          "application/x-rar-compressed",
          "application/warc",
          "application/warc+gz",
          "application/vnd.ms-outlook-pst");

  private static final String SEVEN = "application/x-7z-compressed";

  /** For the dictionaries of a compressed file, in KB: its header may ask for any amount. */
  private static final int MOST_MEMORY_KB = 128 * 1024;

  /** How much of a stream is looked at to see whether it is an archive. */
  private static final int SAMPLE = 1024;

  static final NotParsed LOCKED =
      new NotParsed(Kind.ENCRYPTED, "needs a password; save it without one");

  private Archives() {}

  static boolean isArchive(String mediaType) {
    return ZIPS.contains(mediaType)
        || STREAMS.contains(mediaType)
        || COMPRESSED.contains(mediaType)
        || OTHERS.contains(mediaType)
        || mediaType.equals(SEVEN);
  }

  /** Whether Tika takes out the members of these. */
  static boolean isTikas(String mediaType) {
    return OTHERS.contains(mediaType);
  }

  /** Takes out what is in an archive. What was taken before a fault is kept. */
  static void unpack(FetchedFile file, String mediaType, MemberSink sink, TextDecoding decoding)
      throws IOException {
    if (ZIPS.contains(mediaType)) {
      ZipMembers.take(file.path(), sink, decoding);
    } else if (mediaType.equals(SEVEN)) {
      sevenZip(file.path(), sink);
    } else {
      stream(file, COMPRESSED.contains(mediaType), sink);
    }
  }

  private static void sevenZip(Path file, MemberSink sink) throws IOException {
    long size = Files.size(file);
    try (SevenZFile seven =
        SevenZFile.builder().setPath(file).setMaxMemoryLimitKiB(MOST_MEMORY_KB).get()) {
      SevenZArchiveEntry entry = seven.getNextEntry();
      while (entry != null && !sink.isFull()) {
        if (!entry.isDirectory() && !entry.isAntiItem()) {
          try {
            sink.add(entry.getName(), null, seven.getInputStream(entry), () -> size);
          } catch (PasswordRequiredException e) {
            sink.refuse(entry.getName(), null, LOCKED);
          }
        }
        entry = seven.getNextEntry();
      }
    }
  }

  private static void stream(FetchedFile file, boolean compressed, MemberSink sink)
      throws IOException {
    try (BoundedInputStream raw =
            BoundedInputStream.builder().setInputStream(Files.newInputStream(file.path())).get();
        InputStream packed = new BufferedInputStream(raw);
        InputStream in = compressed ? unpacked(packed) : packed) {
      LongSupplier read = raw::getCount;
      if (!compressed) {
        archive(in, sink, read);
      } else if (isTar(in)) {
        archive(in, sink, read);
      } else {
        sink.add(withoutEnding(file.fileName()), null, in, read);
      }
    }
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    try {
      CompressorStreamFactory factory = new CompressorStreamFactory(true, MOST_MEMORY_KB);
      return new BufferedInputStream(
          factory.createCompressorInputStream(CompressorStreamFactory.detect(packed), packed));
    } catch (CompressorException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static boolean isTar(InputStream in) throws IOException {
    in.mark(SAMPLE);
    byte[] start = in.readNBytes(SAMPLE);
    in.reset();
    try {
      return ArchiveStreamFactory.detect(
              new BufferedInputStream(new java.io.ByteArrayInputStream(start)))
          .equals(ArchiveStreamFactory.TAR);
    } catch (ArchiveException none) {
      return false;
    }
  }

  private static void archive(InputStream in, MemberSink sink, LongSupplier read)
      throws IOException {
    try (ArchiveInputStream<? extends ArchiveEntry> archive =
        new ArchiveStreamFactory().createArchiveInputStream(in)) {
      ArchiveEntry entry = archive.getNextEntry();
      while (entry != null && !sink.isFull()) {
        if (!archive.canReadEntryData(entry)) {
          sink.refuse(
              entry.getName(),
              null,
              new NotParsed(Kind.UNSUPPORTED, "packed in a way that can't be read here"));
        } else if (entry instanceof TarArchiveEntry tar && isSpecial(tar)) {
          sink.refuse(entry.getName(), null, notAFile());
        } else if (!entry.isDirectory()) {
          sink.add(entry.getName(), null, archive, read);
        }
        entry = archive.getNextEntry();
      }
    } catch (ArchiveException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static boolean isSpecial(TarArchiveEntry entry) {
    return entry.isLink()
        || entry.isSymbolicLink()
        || entry.isBlockDevice()
        || entry.isCharacterDevice()
        || entry.isFIFO();
  }

  static NotParsed notAFile() {
    return new NotParsed(Kind.UNSUPPORTED, "a link or a device, which is not followed");
  }

  /** {@code notes.txt.gz} holds {@code notes.txt}. */
  private static String withoutEnding(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return name.toLowerCase(Locale.ROOT).endsWith(".tgz") ? stem + ".tar" : stem;
  }
}
