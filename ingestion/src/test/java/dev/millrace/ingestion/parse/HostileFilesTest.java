package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to do harm. They go through the processes that the server uses. */
class HostileFilesTest {
  private static final int MB = 1 << 20;

  @TempDir Path folder;

  @AfterEach
  void theParserWorksOn() throws IOException {
    assertThat(Walk.through(Forked.parser(), file("after.txt", bytes("still here"))).result())
        .isInstanceOf(Parsed.class);
  }

  @Test
  void bombsAreToldFromLargeFiles() throws IOException {
    Path flat = folder.resolve("flat.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(flat))) {
      zip.setLevel(1);
      zip.putNextEntry(new ZipEntry("zeros.txt"));
      zeros(zip, 110);
    }
    assertThat(kind(flat)).isEqualTo(Kind.BOMB);
    Path many = folder.resolve("many.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(many))) {
      zip.setLevel(1);
      for (int i = 0; i < 9; i++) {
        zip.putNextEntry(new ZipEntry(i + ".txt"));
        zeros(zip, 60);
      }
    }
    assertThat(kind(many)).isEqualTo(Kind.BOMB);
    Path gzip = folder.resolve("zeros.gz");
    try (OutputStream gz = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      zeros(gz, 110);
    }
    assertThat(kind(gzip)).isEqualTo(Kind.BOMB);
  }

  @Test
  void nestingHasAnEnd() throws IOException {
    byte[] inner = bytes("at the bottom");
    for (int depth = 0; depth < 100; depth++) {
      inner = zip(depth == 0 ? "bottom.txt" : "inner.zip", inner);
    }
    assertThat(kind(file("deep.zip", inner))).isEqualTo(Kind.CONTAINER);
    for (String name : List.of("a.html", "a.svg")) {
      assertEnds(file(name, bytes("<div>".repeat(50_000) + "x")));
    }
    assertEnds(file("a.json", bytes("[".repeat(500_000))));
    assertEnds(
        file(
            "a.md", bytes("> ".repeat(50_000) + "x\n" + "- ".repeat(10_000) + "[".repeat(20_000))));
    assertEnds(file("a.rtf", bytes("{\\rtf1 " + "{".repeat(500_000) + "x")));
    assertEnds(file("a.csv", bytes("\"".repeat(1_000_001))));
    assertEnds(
        file(
            "a.pdf",
            bytes(
                "%PDF-1.4\n1 0 obj\n" + "[".repeat(200_000) + "\nendobj\ntrailer<</Root 1 0 R>>")));
  }

  @Test
  void entitiesDontMultiply() throws IOException {
    StringBuilder laughs =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
    }
    byte[] xml = bytes(laughs + "]><a>&l11;</a>");
    for (String name : List.of("a.xml", "a.svg", "a.fb2")) {
      Walk walk = Walk.through(Forked.parser(), file(name, xml));
      assertThat(walk.text().length()).isLessThan(1_000_000);
    }
    byte[] docx = replaced(docx(), "word/document.xml", xml);
    assertThat(Walk.through(Forked.parser(), file("a.docx", docx)).text().length())
        .isLessThan(1_000_000);
  }

  @Test
  void whatIsCutOffOrMislabelledHasAnOutcome() throws IOException {
    byte[] docx = docx();
    for (int cut : List.of(4, 30, 200, docx.length / 2, docx.length - 10)) {
      assertEnds(file("cut" + cut + ".docx", Arrays.copyOf(docx, cut)));
    }
    byte[] exe = new byte[4_096];
    exe[0] = 'M';
    exe[1] = 'Z';
    assertThat(Walk.through(Forked.parser(), file("invoice.pdf", exe)).result())
        .isInstanceOf(NotParsed.class);
    assertThat(
            Walk.through(Forked.parser(), file("page.docx", bytes("<html><body><p>really html")))
                .text())
        .contains("really html");
    assertThat(Walk.through(Forked.parser(), file("doc.txt", docx)).text()).contains("in Word");
    assertThat(Walk.through(Forked.parser(), file("doc.pdf", docx)).text()).contains("in Word");
    assertEnds(file("random.doc", random(100_000)));
    // PDF, ZIP, OLE, 7z, RAR, RTF, gzip, bzip2, xz, PST, mbox, CHM, OneNote.
    for (String magic :
        List.of(
            "255044462d312e37",
            "504b0304",
            "d0cf11e0a1b11ae1",
            "377abcaf271c",
            "526172211a0700",
            "7b5c72746631",
            "1f8b08",
            "425a6839",
            "fd377a585a00",
            "2142444e",
            "46726f6d206140",
            "49545346",
            "e4525c7b8cd8a74d")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(HexFormat.of().parseHex(magic));
      bytes.writeBytes(random(20_000));
      assertEnds(file("random.bin", bytes.toByteArray()));
    }
  }

  @Test
  void sizesAreNotBelieved() throws IOException {
    byte[] zip = zip("a.txt", bytes("four"));
    // The sizes in the local header and in the list at the end.
    for (int header : List.of(18, 22, 44 + 20)) {
      byte[] lying = zip.clone();
      Arrays.fill(lying, header, header + 4, (byte) 0x7F);
      assertEnds(file("lying.zip", lying));
    }
    byte[] tar = new byte[1_536];
    System.arraycopy(bytes("big.txt"), 0, tar, 0, 7);
    System.arraycopy(
        bytes("0000644\0" + "0000000\0" + "0000000\0" + "20000000000\0"), 0, tar, 100, 36);
    System.arraycopy(bytes("ustar\00000"), 0, tar, 257, 8);
    assertEnds(file("big.tar", tar));
    byte[] png = new byte[64];
    System.arraycopy(
        new byte[] {
          (byte) 0x89,
          'P',
          'N',
          'G',
          13,
          10,
          26,
          10,
          0,
          0,
          0,
          13,
          'I',
          'H',
          'D',
          'R',
          0x7F,
          -1,
          -1,
          -1,
          0x7F,
          -1,
          -1,
          -1,
          8,
          2,
          0,
          0,
          0
        },
        0,
        png,
        0,
        29);
    assertEnds(file("huge.png", png));
    assertEnds(
        file(
            "huge.pdf",
            bytes(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2147483647/Kids[2 0 R]>>endobj\n3 0 obj<</Length 2147483647>>stream\nx\nendstream endobj\ntrailer<</Root 1 0 R/Size 2147483647/Prev 9>>\nstartxref\n9\n%%EOF")));
  }

  @Test
  void passwordsAreAskedForByName() throws Exception {
    Path locked = folder.resolve("locked.docx");
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(files)) {
        out.write(docx());
      }
      try (OutputStream out = Files.newOutputStream(locked)) {
        files.writeFilesystem(out);
      }
    }
    assertThat(kind(locked)).isEqualTo(Kind.ENCRYPTED);
  }

  @Test
  void wrongEncodingsCostAFewLetters() throws IOException {
    byte[] mixed = ("Gr\u00F6\u00DFe ".repeat(20) + "end").getBytes(StandardCharsets.ISO_8859_1);
    mixed[3] = (byte) 0xFF;
    mixed[4] = (byte) 0xC0;
    assertThat(Walk.through(Forked.parser(), file("mixed.txt", mixed)).text()).contains("end");
    String html = "<meta charset=utf-16><p>declared wrongly</p>";
    assertThat(Walk.through(Forked.parser(), file("a.html", bytes(html))).text())
        .contains("declared wrongly");
    assertEnds(file("half.txt", "\uD83D half a pair".getBytes(StandardCharsets.UTF_16LE)));
  }

  @Test
  void tablesOfAnySizeEnd() throws IOException {
    StringBuilder tall = new StringBuilder("name,price,stock\n");
    for (int i = 0; i < 100_000; i++) {
      tall.append("thing ").append(i).append(",1.5,").append(i % 7).append('\n');
    }
    assertThat(Walk.through(Forked.parser(), file("tall.csv", bytes(tall.toString()))).text())
        .contains("thing 99999");
    String wide = "column,".repeat(10_000) + "\n" + "1,".repeat(10_000) + "\n";
    assertThat(Walk.through(Forked.parser(), file("wide.csv", bytes(wide))).result())
        .isInstanceOf(Parsed.class);
    assertEnds(sheet(2_000, 100));
  }

  @Test
  void mailsOfAnyShapeEnd() throws IOException {
    StringBuilder mail =
        new StringBuilder(
            "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n");
    String one = Base64.getEncoder().encodeToString(bytes("an attachment"));
    for (int i = 0; i < 10_000; i++) {
      mail.append(
              "--b\nContent-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.txt\n\n")
          .append(one)
          .append('\n');
    }
    mail.append("--b--\n");
    Path file = file("parts.eml", bytes(mail.toString()));
    try (MemberFolder members = MemberFolder.temporary()) {
      Reading reading =
          Forked.parser().read(new FetchedFile("parts.eml", null, file), members.path());
      assertThat(reading.members()).hasSize(1_001);
    }
    StringBuilder deep = new StringBuilder("From: a@example.com\nMIME-Version: 1.0\n");
    for (int i = 0; i < 5_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
    }
    assertEnds(file("deep.eml", bytes(deep + "Content-Type: text/plain\n\nx")));
    assertEnds(file("headers.eml", bytes("From: a\nX: " + "y".repeat(5 * MB) + "\n\nbody")));
  }

  @Test
  void longLinesAndEvilRepetitionsEnd() throws IOException {
    assertEnds(file("line.txt", bytes("a".repeat(10 * MB))));
    assertEnds(file("spaces.txt", bytes(" \t".repeat(3 * MB) + "x")));
    assertEnds(file("spaces.html", bytes("<p>" + " \n".repeat(2 * MB) + "x")));
    assertEnds(
        file(
            "ticks.md",
            bytes("`a ".repeat(100_000) + "*a _b ".repeat(50_000) + "<!--".repeat(50_000))));
    assertEnds(file("emphasis.md", bytes("*_".repeat(100_000) + "a" + "**x ".repeat(50_000))));
    assertEnds(file("titles.txt", bytes("- ".repeat(100_000) + "\n\nx")));
    assertEnds(
        file(
            "marks.html",
            bytes("<a href='" + "&amp;".repeat(MB) + "'>x</a>" + "<b>".repeat(50_000))));
  }

  @Test
  void pdfsThatGoRoundEnd() throws IOException {
    StringBuilder pages =
        new StringBuilder(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 20000/Kids[");
    for (int i = 0; i < 20_000; i++) {
      pages.append(3 + i).append(" 0 R ");
    }
    pages.append("]>>endobj\n");
    for (int i = 0; i < 20_000; i++) {
      pages.append(3 + i).append(" 0 obj<</Type/Page/Parent 2 0 R>>endobj\n");
    }
    assertEnds(file("pages.pdf", bytes(pages + "trailer<</Root 1 0 R>>\n%%EOF")));
    String loop =
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>endobj
        2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]/Parent 2 0 R>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>endobj
        4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5>>stream
        /X Do
        endstream endobj
        5 0 obj<</First 6 0 R>>endobj
        6 0 obj<</Title(a)/Next 6 0 R/First 6 0 R/Parent 5 0 R>>endobj
        trailer<</Root 1 0 R>>
        %%EOF""";
    assertEnds(file("loop.pdf", bytes(loop)));
  }

  /** Read or not, and before the deadline. */
  private void assertEnds(Path file) throws IOException {
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

  private static Kind kind(Path file) throws IOException {
    return ((NotParsed) Walk.through(Forked.parser(), file).result()).kind();
  }

  private Path sheet(int rows, int columns) throws IOException {
    StringBuilder xml =
        new StringBuilder(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (int row = 1; row <= rows; row++) {
      xml.append("<row r=\"").append(row).append("\">");
      for (int column = 0; column < columns; column++) {
        xml.append("<c><v>").append(row * column).append("</v></c>");
      }
      xml.append("</row>");
    }
    xml.append("</sheetData></worksheet>");
    ByteArrayOutputStream book = new ByteArrayOutputStream();
    try (org.apache.poi.xssf.usermodel.XSSFWorkbook workbook =
        new org.apache.poi.xssf.usermodel.XSSFWorkbook()) {
      workbook.createSheet("numbers");
      workbook.write(book);
    }
    return file(
        "sheet.xlsx",
        replaced(book.toByteArray(), "xl/worksheets/sheet1.xml", bytes(xml.toString())));
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] docx() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XWPFDocument word = new XWPFDocument()) {
      word.createParagraph().createRun().setText("written in Word");
      word.write(bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
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

  private static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] zeros = new byte[MB];
    for (int i = 0; i < megabytes; i++) {
      out.write(zeros);
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
