package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
  private static final long MB = 1L << 20;

  @TempDir Path folder;
  private Path members = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    members = Files.createDirectories(folder.resolve("x/y/members"));
  }

  @Test
  void namesThatLeadOutOfTheArchiveLeadNowhere() throws IOException {
    String tooLong = "long/".repeat(1_000) + "x".repeat(3_000) + ".txt";
    List<String> names =
        List.of(
            "../../../etc/passwd",
            "/etc/shadow",
            "..\\..\\windows\\win.ini",
            "C:\\temp\\a.txt",
            "a/../../b.txt",
            "nul\0l.txt",
            "line\nend\u202Etxt.exe",
            ".",
            "..",
            " ",
            "CON",
            tooLong,
            "dup.txt",
            "dup.txt",
            "DUP.TXT");
    Path zip = folder.resolve("evil.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (String name : names) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        out.putArchiveEntry(entry);
        out.write(name.getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
      }
    }
    Reading reading = read(zip, MemberLimits.USUAL);
    assertThat(kind(reading)).isEqualTo(Kind.CONTAINER);
    List<String> given = reading.members().stream().map(Member::name).toList();
    assertThat(given).hasSize(names.size()).doesNotHaveDuplicates();
    assertThat(given)
        .contains("etc/passwd", "etc/shadow", "windows/win.ini", "temp/a.txt", "a/b.txt")
        .contains("dup.txt", "dup (2).txt", "DUP (3).TXT")
        .allSatisfy(
            name -> {
              assertThat(List.of(name.split("/", -1))).doesNotContain("..", ".", "");
              assertThat(name.codePoints()).noneMatch(Character::isISOControl);
              assertThat(name.length()).isLessThan(1_000);
            });
    for (Member member : reading.members()) {
      Member.Content.Extracted bytes = (Member.Content.Extracted) member.content();
      assertThat(bytes.path().getParent()).isEqualTo(members);
      assertThat(Files.readString(bytes.path())).isIn(names);
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).filter(it -> !it.startsWith(members)))
          .containsExactly(zip);
    }
  }

  @Test
  void linksAndDevicesAreNotFollowed() throws IOException {
    Path tar = folder.resolve("links.tar");
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      for (Map.Entry<String, Byte> special :
          Map.of(
                  "symlink", TarConstants.LF_SYMLINK,
                  "hardlink", TarConstants.LF_LINK,
                  "device", TarConstants.LF_BLK,
                  "pipe", TarConstants.LF_FIFO)
              .entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(special.getKey(), special.getValue());
        entry.setLinkName("/etc/passwd");
        out.putArchiveEntry(entry);
        out.closeArchiveEntry();
      }
    }
    Path zip = folder.resolve("links.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("symlink");
      entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
      out.putArchiveEntry(entry);
      out.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
    }
    for (Path archive : List.of(tar, zip)) {
      assertThat(read(archive, MemberLimits.USUAL).members())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(refusal(it)).isEqualTo(Kind.UNSUPPORTED));
    }
  }

  @Test
  void membersAreLimitedInNumberAndSize() throws IOException {
    Path zip = zip("many.zip", 20, 1_000);
    Reading few = read(zip, new MemberLimits(5, MB, MB));
    assertThat(few.members()).hasSize(6);
    assertThat(refusal(few.members().getLast())).isEqualTo(Kind.TOO_LARGE);
    assertThat(read(zip, new MemberLimits(50, 999, MB)).members())
        .hasSize(20)
        .allSatisfy(it -> assertThat(refusal(it)).isEqualTo(Kind.TOO_LARGE));
    assertThat(read(zip, new MemberLimits(50, MB, 10_500)).members())
        .filteredOn(it -> it.content() instanceof Member.Content.Extracted)
        .hasSize(10);
    assertThat(read(zip, MemberLimits.NONE).members()).isEmpty();
  }

  @Test
  void compressedTarsAreOneArchiveAndOtherFilesOneMember() throws IOException {
    Path tgz = folder.resolve("a.tgz");
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(tgz)))) {
      entry(out, "one.txt", "first");
      entry(out, "two/three.txt", "second");
    }
    assertThat(read(tgz, MemberLimits.USUAL).members())
        .extracting(Member::name)
        .containsExactly("one.txt", "two/three.txt");
    Path gz = folder.resolve("notes.txt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write("text".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(gz, MemberLimits.USUAL).members())
        .extracting(Member::name)
        .containsExactly("notes.txt");
    Path seven = folder.resolve("a.7z");
    try (SevenZOutputFile out = new SevenZOutputFile(seven.toFile())) {
      out.putArchiveEntry(out.createArchiveEntry(gz.toFile(), "in/notes.txt.gz"));
      out.write(Files.readAllBytes(gz));
      out.closeArchiveEntry();
    }
    assertThat(read(seven, MemberLimits.USUAL).members())
        .extracting(Member::name)
        .containsExactly("in/notes.txt.gz");
  }

  @Test
  void lockedMembersAreRefusedAndALockedArchiveSaysSo() throws IOException {
    Path seven = folder.resolve("locked.7z");
    try (SevenZOutputFile out =
        new SevenZOutputFile(
            Files.newByteChannel(
                seven,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE),
            "secret".toCharArray())) {
      var entry = new org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry();
      entry.setName("a.txt");
      out.putArchiveEntry(entry);
      out.write("text".getBytes(StandardCharsets.UTF_8));
      out.closeArchiveEntry();
    }
    assertThat(kind(read(seven, MemberLimits.USUAL))).isEqualTo(Kind.ENCRYPTED);
    assertThat(read(seven, MemberLimits.USUAL).members()).isEmpty();
  }

  @Test
  void whatIsWholeInATornArchiveIsTaken() throws IOException {
    Path zip = zip("torn.zip", 20, 1_000);
    byte[] whole = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
    Reading reading = read(zip, MemberLimits.USUAL);
    assertThat(kind(reading)).isEqualTo(Kind.CONTAINER);
    assertThat(reading.members()).hasSizeBetween(5, 15);
    assertThat(refusal(reading.members().getLast())).isEqualTo(Kind.DAMAGED);
    Files.write(zip, Arrays.copyOf(whole, 20));
    assertThat(kind(read(zip, MemberLimits.USUAL))).isEqualTo(Kind.DAMAGED);
  }

  @Test
  void namesInOldEncodingsAreRead() throws IOException {
    Path zip = folder.resolve("alt.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.setEncoding("windows-1251");
      out.setUseLanguageEncodingFlag(false);
      assertThat(Charset.isSupported("windows-1251")).isTrue();
      for (String name : List.of("Отчёт о продажах.txt", "Протокол собрания.txt", "Договор.txt")) {
        out.putArchiveEntry(new ZipArchiveEntry(name));
        out.closeArchiveEntry();
      }
    }
    assertThat(read(zip, MemberLimits.USUAL).members())
        .extracting(Member::name)
        .contains("Протокол собрания.txt");
  }

  private Path zip(String name, int count, int size) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (int i = 0; i < count; i++) {
        out.putArchiveEntry(new ZipArchiveEntry("m" + i + ".txt"));
        byte[] bytes = new byte[size];
        new java.util.Random(i).nextBytes(bytes);
        out.write(bytes);
        out.closeArchiveEntry();
      }
    }
    return zip;
  }

  private static void entry(TarArchiveOutputStream out, String name, String text)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  private Reading read(Path file, MemberLimits limits) {
    return new TikaParser(new ParserOptions(100_000, limits, Ocr.OFF))
        .read(new FetchedFile(file.getFileName().toString(), null, file), members);
  }

  private static Kind kind(Reading reading) {
    return ((NotParsed) reading.result()).kind();
  }

  private static Kind refusal(Member member) {
    return ((Member.Content.Refused) member.content()).why().kind();
  }
}
