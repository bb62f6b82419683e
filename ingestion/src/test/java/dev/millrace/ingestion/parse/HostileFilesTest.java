package dev.millrace.ingestion.parse;

import static dev.millrace.ingestion.parse.HostileFiles.MB;
import static dev.millrace.ingestion.parse.HostileFiles.assertEnds;
import static dev.millrace.ingestion.parse.HostileFiles.bytes;
import static dev.millrace.ingestion.parse.HostileFiles.docx;
import static dev.millrace.ingestion.parse.HostileFiles.kind;
import static dev.millrace.ingestion.parse.HostileFiles.replaced;
import static dev.millrace.ingestion.parse.HostileFiles.zeros;
import static dev.millrace.ingestion.parse.HostileFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to do harm. They go through the processes that the server uses. */
class HostileFilesTest {
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
}
