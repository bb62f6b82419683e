package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFRelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that name files of this machine, or a server that counts who comes. */
class OutsideReferencesTest {
  @TempDir Path folder;

  @Test
  void neitherFilesNorServersAreAsked() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret-text");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
      for (Path file : files(secret, address)) {
        Walk walk = Walk.through(Forked.parser(), file);
        assertThat(walk.text()).as(file.toString()).doesNotContain("the-secret-text");
      }
      server.setSoTimeout(1);
      org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
          .as("nobody connected")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private List<Path> files(Path secret, String address) throws IOException {
    String doctype =
        "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \""
            + address
            + "dtd\" [<!ENTITY f SYSTEM \""
            + secret.toUri()
            + "\"><!ENTITY h SYSTEM \""
            + address
            + "entity\"><!ENTITY % p SYSTEM \""
            + address
            + "parameter\"> %p;]>";
    String include =
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\""
            + secret.toUri()
            + "\"/>";
    String xml =
        doctype
            + "<?xml-stylesheet href=\""
            + address
            + "style.xsl\" type=\"text/xsl\"?><a>text &f; &h; "
            + include
            + "</a>";
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of("a.xml", "a.svg", "a.rss", "a.fb2", "a.xhtml", "a.html", "a.mhtml")) {
      files.add(file(name, xml.getBytes(StandardCharsets.UTF_8)));
    }
    byte[] evil = xml.getBytes(StandardCharsets.UTF_8);
    files.add(file("a.docx", HostileFiles.replaced(word(address), "word/document.xml", evil)));
    files.add(file("b.docx", HostileFiles.replaced(word(address), "[Content_Types].xml", evil)));
    files.add(file("a.xlsx", HostileFiles.replaced(sheet(), "xl/worksheets/sheet1.xml", evil)));
    files.add(file("b.xlsx", HostileFiles.replaced(sheet(), "xl/workbook.xml", evil)));
    files.add(file("picture.docx", word(address)));
    files.add(
        file(
            "page.html",
            ("<link rel=stylesheet href='%1$sx.css'><script src='%1$sx.js'></script>"
                    + "<img src='%1$sx.png'><iframe src='%1$sframe'></iframe>"
                    + "<object data='%2$s'></object><embed src='%2$s'><p>text")
                .formatted(address, secret.toUri())
                .getBytes(StandardCharsets.UTF_8)));
    files.add(
        file(
            "a.md",
            ("![x](" + address + "x.png) <img src=" + secret.toUri() + ">")
                .getBytes(StandardCharsets.UTF_8)));
    files.add(
        file(
            "a.rtf",
            ("{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE \"" + address + "\" }}text}")
                .getBytes(StandardCharsets.UTF_8)));
    files.add(
        file(
            "a.eml",
            ("From: a@example.com\nContent-Type: message/external-body; access-type=URL; URL=\""
                    + address
                    + "\"\n\ntext")
                .getBytes(StandardCharsets.UTF_8)));
    return files;
  }

  private static byte[] word(String address) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XWPFDocument word = new XWPFDocument()) {
      word.createParagraph().createRun().setText("text");
      word.getPackagePart()
          .addRelationship(
              java.net.URI.create(address + "remote.png"),
              TargetMode.EXTERNAL,
              XWPFRelation.IMAGES.getRelation());
      word.write(bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] sheet() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      book.createSheet("one").createRow(0).createCell(0).setCellValue("text");
      book.write(bytes);
    }
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }
}
