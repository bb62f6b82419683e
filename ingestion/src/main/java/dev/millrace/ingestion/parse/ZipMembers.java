package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The members of ZIP files: by the list at the file's end or, where that is lost, one after the
 * other from its start.
 */
final class ZipMembers {
  /** Of iWork before 2013, which marks a password by a method of packing that nobody knows. */
  private static final Set<String> IWORK_INDEXES = Set.of("index.xml", "index.apxl");

  /** Where macOS keeps what its files have beside their bytes. */
  private static final String MAC_EXTRAS = "__MACOSX/";

  private static final int SAMPLE = 64 * 1024;

  private ZipMembers() {}

  static void take(Path file, MemberSink sink, TextDecoding decoding) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      Charset charset = charset(zip, decoding);
      AtomicLong packed = new AtomicLong();
      Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
      while (entries.hasMoreElements() && !sink.isFull()) {
        ZipArchiveEntry entry = entries.nextElement();
        String name = name(entry, charset);
        if (refused(entry, name, sink)) {
          continue;
        }
        if (!zip.canReadEntryData(entry)) {
          sink.refuse(name, null, unreadable());
          continue;
        }
        packed.addAndGet(entry.getCompressedSize());
        try (InputStream in = zip.getInputStream(entry)) {
          sink.add(name, null, in, packed::get);
        } catch (IOException e) {
          sink.refuse(name, null, Faults.of(e));
        }
      }
    } catch (IOException listLost) {
      if (sink.count() == 0) {
        inTurn(file, sink);
      } else {
        throw listLost;
      }
    }
  }

  /** Whether a file that is a ZIP inside, such as an OpenDocument, is locked. */
  static boolean isLocked(Path file) {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      Enumeration<ZipArchiveEntry> entries = zip.getEntries();
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        if (entry.getGeneralPurposeBit().usesEncryption()
            || entry.getName().startsWith(".iwp")
            || (IWORK_INDEXES.contains(entry.getName()) && !zip.canReadEntryData(entry))) {
          return true;
        }
      }
      return false;
    } catch (IOException notZip) {
      return false;
    }
  }

  private static void inTurn(Path file, MemberSink sink) throws IOException {
    long size = Files.size(file);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        ZipArchiveInputStream zip =
            new ZipArchiveInputStream(raw, StandardCharsets.UTF_8.name(), true, true)) {
      ZipArchiveEntry entry = zip.getNextEntry();
      if (entry == null) {
        throw new IOException("it has no list of members, nor a first member");
      }
      while (entry != null && !sink.isFull()) {
        if (!refused(entry, entry.getName(), sink)) {
          if (zip.canReadEntryData(entry)) {
            sink.add(entry.getName(), null, zip, () -> size);
          } else {
            sink.refuse(entry.getName(), null, unreadable());
          }
        }
        entry = zip.getNextEntry();
      }
    }
  }

  private static boolean refused(ZipArchiveEntry entry, String name, MemberSink sink) {
    if (entry.isDirectory() || name.startsWith(MAC_EXTRAS)) {
      return true;
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      sink.refuse(name, null, Archives.LOCKED);
      return true;
    }
    if (entry.isUnixSymlink()) {
      sink.refuse(name, null, Archives.notAFile());
      return true;
    }
    return false;
  }

  private static NotParsed unreadable() {
    return new NotParsed(Kind.UNSUPPORTED, "packed in a way that can't be read here");
  }

  private static String name(ZipArchiveEntry entry, Charset charset) {
    byte[] raw = entry.getRawName();
    return raw == null || entry.getGeneralPurposeBit().usesUTF8ForNames()
        ? entry.getName()
        : new String(raw, charset);
  }

  /** Names say nothing of their encoding; all of them together betray it best. */
  private static Charset charset(ZipFile zip, TextDecoding decoding) throws IOException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    Enumeration<ZipArchiveEntry> entries = zip.getEntries();
    while (entries.hasMoreElements() && names.size() < SAMPLE) {
      byte[] raw = entries.nextElement().getRawName();
      if (raw != null) {
        names.writeBytes(raw);
        names.write('\n');
      }
    }
    return decoding.charset(names.toByteArray());
  }
}
