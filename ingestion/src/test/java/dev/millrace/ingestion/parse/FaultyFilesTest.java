package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyFilesTest {
  @TempDir Path folder;
  private final TikaParser parser = new TikaParser(100_000);

  @Test
  void whatIsWrongWithAFileIsItsOutcome() throws IOException {
    assertThat(notParsed("a.pdf", new byte[0])).isEqualTo(Kind.EMPTY);
    assertThat(notParsed("a.pdf", "%PDF-1.7\nrubbish".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Kind.DAMAGED);
    assertThat(notParsed("a.bin", new byte[] {0, 1, 2, 3, 0, 0, 5, 6})).isEqualTo(Kind.UNSUPPORTED);
    assertThat(notParsed("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}))
        .isEqualTo(Kind.NEEDS_OCR);
    assertThat(notParsed("a.mp4", "\0\0\0\u0018ftypmp42".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(Kind.UNSUPPORTED);
    assertThat(notParsed("a.txt", " \n\t\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Kind.NO_TEXT);
    assertThat(notParsed("a.txt", "long ".repeat(50_000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(notParsed("a.md", "long words\n\n".repeat(20_000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Kind.TOO_LARGE);
    assertThat(notParsed("a.docx", cutOff(docx()))).isEqualTo(Kind.DAMAGED);
    assertThat(notParsed("a.html", "<div>".repeat(100_000).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Kind.NO_TEXT);
  }

  @Test
  void aPdfThatNeedsAPasswordOrHoldsNoTextSaysSo() throws IOException {
    Path locked = folder.resolve("locked.pdf");
    Path scanned = folder.resolve("scanned.pdf");
    try (PDDocument pdf = new PDDocument()) {
      PdfMaker.picture(pdf, new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY));
      pdf.save(scanned.toFile());
      pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      pdf.save(locked.toFile());
    }
    assertThat(parser.parse(new FetchedFile("locked.pdf", null, locked)))
        .isInstanceOfSatisfying(
            NotParsed.class, it -> assertThat(it.kind()).isEqualTo(Kind.ENCRYPTED));
    assertThat(parser.parse(new FetchedFile("scanned.pdf", null, scanned)))
        .isInstanceOfSatisfying(
            NotParsed.class,
            it -> {
              assertThat(it.kind()).isEqualTo(Kind.NEEDS_OCR);
              assertThat(it.reason()).contains("millrace.ingestion.ocr");
            });
  }

  @Test
  void anExternalEntityIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
    Path file =
        Files.writeString(
            folder.resolve("a.xml"),
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \""
                + secret.toUri()
                + "\">]><a>text &e;</a>");
    ParseResult result = parser.parse(new FetchedFile("a.xml", null, file));
    if (result instanceof Parsed parsed) {
      assertThat(parsed.text().value()).doesNotContain("secret");
    }
  }

  private Kind notParsed(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    ParseResult result = parser.parse(new FetchedFile(name, null, file));
    assertThat(result).isInstanceOf(NotParsed.class);
    return ((NotParsed) result).kind();
  }

  private static byte[] docx() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XWPFDocument word = new XWPFDocument()) {
      word.createParagraph().createRun().setText("text");
      word.write(bytes);
    }
    return bytes.toByteArray();
  }

  private static byte[] cutOff(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 2);
  }
}
