package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Files that hold files, and what can be said of them without reading their members. */
final class Archives {
  private static final Set<String> TYPES =
      Set.of(
          "application/zip",
          "application/x-7z-compressed",
          "application/x-rar-compressed",
          "application/x-tar",
          "application/x-gtar",
          "application/gzip",
          "application/zlib",
          "application/x-bzip",
          "application/x-bzip2",
          "application/x-xz",
          "application/zstd",
          "application/x-lzma",
          "application/x-compress",
          "application/x-snappy-framed",
          "application/java-archive",
          "application/vnd.android.package-archive",
          "application/x-archive",
          "application/x-cpio",
          "application/warc",
          "application/warc+gz",
          "application/x-iso9660-image",
          "application/vnd.ms-outlook-pst");

  /** Of iWork before 2013, which marks a password by a method of packing that nobody knows. */
  private static final Set<String> IWORK_INDEXES = Set.of("index.xml", "index.apxl");

  private Archives() {}

  static boolean isArchive(String mediaType) {
    return TYPES.contains(mediaType);
  }

  /** Why nothing is read from an archive, a picture, a recording. */
  static NotParsed explain(FetchedFile file, String mediaType) {
    if (isArchive(mediaType)) {
      return encrypted(file)
          .orElseGet(
              () ->
                  new NotParsed(
                      Kind.UNSUPPORTED,
                      "an archive (" + mediaType + "); unpack it, its members are not indexed"));
    }
    String family = mediaType.substring(0, mediaType.indexOf('/')).toLowerCase(Locale.ROOT);
    String reason =
        switch (family) {
          case "image" -> "a picture (" + mediaType + "): it would need OCR";
          case "audio", "video" -> "a recording (" + mediaType + "): it would need a transcript";
          default -> "holds no text (" + mediaType + ")";
        };
    return new NotParsed(Kind.UNSUPPORTED, reason);
  }

  /** Whether a ZIP or 7z file has a member that needs a password, or an iWork file as a whole. */
  static Optional<NotParsed> encrypted(FetchedFile file) {
    boolean locked;
    try (ZipFile zip = ZipFile.builder().setPath(file.path()).get()) {
      var entries = zip.getEntries();
      locked = false;
      while (entries.hasMoreElements()) {
        var entry = entries.nextElement();
        locked |=
            entry.getGeneralPurposeBit().usesEncryption()
                || entry.getName().startsWith(".iwp")
                || (IWORK_INDEXES.contains(entry.getName()) && !zip.canReadEntryData(entry));
      }
    } catch (IOException notZip) {
      locked = sevenZipLocked(file);
    }
    return locked
        ? Optional.of(new NotParsed(Kind.ENCRYPTED, "needs a password; save it without one"))
        : Optional.empty();
  }

  private static boolean sevenZipLocked(FetchedFile file) {
    try (SevenZFile seven = SevenZFile.builder().setPath(file.path()).get()) {
      while (seven.getNextEntry() != null) {
        if (seven.read() < 0) {
          continue;
        }
        return false;
      }
      return false;
    } catch (PasswordRequiredException e) {
      return true;
    } catch (IOException notSevenZip) {
      return false;
    }
  }
}
