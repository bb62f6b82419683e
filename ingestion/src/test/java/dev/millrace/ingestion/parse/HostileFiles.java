package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** What tests of hostile files make them of, and how they look at what became of them. */
final class HostileFiles {
  static final int MB = 1 << 20;

  private HostileFiles() {}

  static byte[] docx() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XWPFDocument word = new XWPFDocument()) {
      word.createParagraph().createRun().setText("written in Word");
      word.write(bytes);
    }
    return bytes.toByteArray();
  }

  static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  /** A ZIP in which one member has other bytes. */
  static byte[] replaced(byte[] zip, String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (java.util.zip.ZipInputStream in =
            new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(entry.getName().equals(name) ? content : in.readAllBytes());
      }
    }
    return bytes.toByteArray();
  }

  static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] zeros = new byte[MB];
    for (int i = 0; i < megabytes; i++) {
      out.write(zeros);
    }
  }

  static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(size).nextBytes(bytes);
    return bytes;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Read or not, and before the deadline. */
  static void assertEnds(Path file) throws IOException {
    long start = System.nanoTime();
    Walk walk = Walk.through(Forked.parser(), file);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertThat(taken).as("time for %s: %s", file, walk.result()).isLessThan(Forked.DEADLINE);
    if (walk.result() instanceof NotParsed nothing) {
      assertThat(nothing.kind())
          .as("%s: %s", file, nothing.reason())
          .isNotIn(Set.of(Kind.STOPPED, Kind.TIMED_OUT));
    }
  }

  static Kind kind(Path file) throws IOException {
    return ((NotParsed) Walk.through(Forked.parser(), file).result()).kind();
  }
}
