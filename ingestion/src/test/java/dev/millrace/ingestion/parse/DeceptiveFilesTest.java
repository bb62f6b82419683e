package dev.millrace.ingestion.parse;

import static dev.millrace.ingestion.parse.HostileFiles.assertEnds;
import static dev.millrace.ingestion.parse.HostileFiles.bytes;
import static dev.millrace.ingestion.parse.HostileFiles.docx;
import static dev.millrace.ingestion.parse.HostileFiles.kind;
import static dev.millrace.ingestion.parse.HostileFiles.random;
import static dev.millrace.ingestion.parse.HostileFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they say they are. */
class DeceptiveFilesTest {
  @TempDir Path folder;

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

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }
}
