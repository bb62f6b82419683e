package dev.millrace.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of several kinds, some with others in them, the same for the same number and version. */
final class MadeFiles {
  private static final List<String> WORDS =
      List.of(
          "gauge harbour tide sensor cable winch buoy ledger invoice holiday badge ferry pump valve kit"
              .split(" ", -1));
  private static final int KINDS = 8;

  private MadeFiles() {}

  /** What to search for in them. */
  static final List<String> SEARCHES =
      List.of(
          "tide gauge in the harbour",
          "invoice for a pump",
          "ferry badge 17",
          "winch cable kit",
          "holiday ledger");

  /** Words of which each is in some of the texts only. */
  static final List<String> RARE_WORDS = List.of("quoin3", "quoin11", "quoin17", "quoin24");

  private static final int RARE = 25;

  /** So many files, by name. */
  static Map<String, Version> all(int count) {
    Map<String, Version> files = new TreeMap<>();
    for (int n = 0; n < count; n++) {
      int number = n;
      files.put(
          "%s/file-%03d.%s".formatted(n % 2 == 0 ? "even" : "odd", n, ending(n)),
          version -> content(number, version));
    }
    return files;
  }

  /** A file in its versions. */
  interface Version {
    byte[] of(int version);
  }

  private static String ending(int n) {
    return switch (n % KINDS) {
      case 0 -> "md";
      case 1 -> "html";
      case 2 -> "csv";
      case 3 -> "eml";
      case 4 -> "zip";
      case 5 -> "rtf";
      case 6 -> "pdf";
      default -> "txt";
    };
  }

  private static byte[] content(int n, int version) {
    Random random = new Random(n * 1_000L + version);
    String text = text(random, n, 2);
    return switch (n % KINDS) {
      case 0 -> "# File %d\n\n## Version %d\n\n%s".formatted(n, version, text).getBytes(UTF_8);
      case 1 ->
          "<html><head><title>File %d</title></head><body><h1>Version %d</h1><p>%s</p></body></html>"
              .formatted(n, version, text)
              .getBytes(UTF_8);
      case 2 -> table(random, n).getBytes(UTF_8);
      case 3 -> mail(random, n, text).getBytes(UTF_8);
      case 4 -> archive(random, n, true);
      case 5 -> ("{\\rtf1\\ansi File " + n + ". " + text.strip() + "\\par}").getBytes(UTF_8);
      // One that can't be read, and an empty one now and then.
      case 6 -> ("%PDF-1.7\nfile " + n + " is damaged in version " + version).getBytes(UTF_8);
      default -> (version % 3 == 2 ? "" : text).getBytes(UTF_8);
    };
  }

  /** Paragraphs that no two numbers share. */
  static String text(Random random, int n, int paragraphs) {
    StringBuilder text = new StringBuilder();
    for (int paragraph = 0; paragraph < paragraphs; paragraph++) {
      text.append("Of ").append(n).append(", quoin").append(random.nextInt(RARE)).append(": ");
      for (int word = 0; word < 20; word++) {
        text.append(WORDS.get(random.nextInt(WORDS.size())))
            .append(' ')
            .append(random.nextInt(60))
            .append(' ');
      }
      text.append("end.\n\n");
    }
    return text.toString();
  }

  private static String table(Random random, int n) {
    StringBuilder table = new StringBuilder("Item,Place,Amount\n");
    for (int row = 0; row < 5; row++) {
      table
          .append(WORDS.get(random.nextInt(WORDS.size())))
          .append(' ')
          .append(n)
          .append(',')
          .append(WORDS.get(random.nextInt(WORDS.size())))
          .append(',')
          .append(random.nextInt(1_000))
          .append('\n');
    }
    return table.toString();
  }

  private static String mail(Random random, int n, String text) {
    return """
        From: Anna <anna@example.org>
        To: Ben <ben@example.org>
        Subject: Mail %d
        Date: Mon, 2 Nov 2026 10:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="part"

        --part
        Content-Type: text/plain; charset=utf-8

        %s
        --part
        Content-Type: text/csv; name="list.csv"
        Content-Disposition: attachment; filename="list.csv"
        Content-Transfer-Encoding: base64

        %s
        --part
        Content-Type: application/zip; name="more.zip"
        Content-Disposition: attachment; filename="more.zip"
        Content-Transfer-Encoding: base64

        %s
        --part--
        """
        .formatted(
            n,
            text,
            Base64.getMimeEncoder().encodeToString(table(random, n).getBytes(UTF_8)),
            Base64.getMimeEncoder().encodeToString(archive(random, n, false)))
        .replace("\n", "\r\n");
  }

  /** Some members, and an archive in the archive if that is wanted. */
  private static byte[] archive(Random random, int n, boolean nested) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("note.txt", text(random, n, 1).getBytes(UTF_8));
    members.put("deep/list.csv", table(random, n).getBytes(UTF_8));
    // Not always there: members come and go.
    if (random.nextBoolean()) {
      members.put("extra.md", ("# Extra\n\n" + text(random, n, 1)).getBytes(UTF_8));
    }
    if (nested) {
      members.put("inner.zip", archive(random, n, false));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
