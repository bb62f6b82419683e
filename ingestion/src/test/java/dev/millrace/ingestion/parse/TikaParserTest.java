package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TikaParserTest {
  @TempDir Path folder;
  private final TikaParser parser = new TikaParser(100_000);

  @Test
  void markdownKeepsHeadingsListsAndTables() throws IOException {
    Parsed parsed =
        parsed(
            "guide.md",
            """
            ---
            title: The guide
            lang: en-GB
            ---
            # Travel
            Ask *first*.

            ## Rates
            - car
            - train

            | what | rate |
            |---|---|
            | car | 0.30 |
            """);

    assertThat(parsed.title()).isEqualTo("The guide");
    assertThat(parsed.language()).isEqualTo("en");
    assertThat(parsed.mediaType()).isEqualTo("text/markdown");
    assertThat(parsed.text().value())
        .isEqualTo(
            "Travel\n\nAsk first.\n\nRates\n\n- car\n- train\n\nwhat | rate\nwhat: car | rate: 0.30");
    assertThat(parsed.blocks().getLast().headings()).containsExactly("Travel", "Rates");
  }

  @Test
  void webPagesLoseWhatSurroundsTheirContent() throws IOException {
    Parsed parsed =
        parsed(
            "page.html",
            """
            <html lang=de><head><title>Urlaub</title><script>var x = 1</script></head><body>
            <header><a href=/>Home</a><h1>Urlaub &amp; Reisen</h1></header>
            <nav><ul><li>Menu</li></ul></nav>
            <main>Dreißig Tage.<p>Mehr <b>im</b>mer.</p><table><tr><td>a<td>b</table></main>
            <footer>Imprint</footer></body></html>
            """);

    assertThat(parsed.title()).isEqualTo("Urlaub");
    assertThat(parsed.language()).isEqualTo("de");
    assertThat(parsed.text().value())
        .isEqualTo("Urlaub & Reisen\n\nDreißig Tage.\n\nMehr immer.\n\na | b");
  }

  @Test
  void plainTextIsLeftAsItIs() throws IOException {
    String text = "Note\n\n  indented \uD83D\uDE00\n\n\n   end  ";
    Parsed parsed = parsed("note.txt", text);

    assertThat(parsed.text().value()).isEqualTo(text);
    assertThat(parsed.title()).isEqualTo("Note");
    assertThat(slices(parsed)).containsExactly("Note", "  indented \uD83D\uDE00", "   end");
  }

  @Test
  void textIsReadInTheEncodingThatItIsIn() throws IOException {
    assertThat(parsed("a.txt", "Größe: 5 €\n", StandardCharsets.UTF_8).text().value())
        .isEqualTo("Größe: 5 €\n");
    assertThat(parsed("b.txt", "Größe über alles, “quoted”\n", Charset.forName("windows-1252")))
        .satisfies(it -> assertThat(it.text().value()).isEqualTo("Größe über alles, “quoted”\n"));
    assertThat(parsed("c.txt", "\uFEFFGröße", StandardCharsets.UTF_16LE).text().value())
        .isEqualTo("Größe");
  }

  @Test
  void tablesAreRows() throws IOException {
    Parsed parsed = parsed("rates.csv", "what;rate\ncar;\"0,30\"\n\"a;b\";2\n");

    assertThat(parsed.title()).isEqualTo("rates");
    assertThat(slices(parsed))
        .containsExactly("what | rate", "what: car | rate: 0,30", "what: a;b | rate: 2");
  }

  @Test
  void rowsKeepTheNamesOfTheirColumns() throws IOException {
    Parsed page =
        parsed(
            "page.html",
            """
            <table><tr><th>Name<th>Price<th>Stock
            <tr><td>Pen<td>1.50<td>12
            <tr><td>Ink<td><td>3
            <tr><td colspan=2>Sum<td>15</table>
            <table><tr><td>Ann<td>Bob</tr><tr><td>Eve<td>Tom</table>
            """);
    assertThat(slices(page))
        .containsExactly(
            "Name | Price | Stock",
            "Name: Pen | Price: 1.50 | Stock: 12",
            "Name: Ink | Stock: 3",
            "Sum | 15",
            "Ann | Bob",
            "Eve | Tom");
    Path book = folder.resolve("prices.xlsx");
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        var out = Files.newOutputStream(book)) {
      var sheet = workbook.createSheet("Prices");
      sheet.createRow(0).createCell(0).setCellValue("Prices of 2026");
      String[] names = {"Item", "Colour", "Price"};
      var header = sheet.createRow(1);
      for (int i = 0; i < names.length; i++) {
        header.createCell(i).setCellValue(names[i]);
      }
      var row = sheet.createRow(2);
      row.createCell(0).setCellValue("Pen");
      row.createCell(2).setCellValue(1.5);
      sheet.createRow(3).createCell(1).setCellValue("red");
      workbook.write(out);
    }
    assertThat(slices((Parsed) parser.parse(new FetchedFile("prices.xlsx", null, book))))
        .containsExactly(
            "Prices",
            "Prices of 2026",
            "Item | Colour | Price",
            "Item: Pen | Price: 1.5",
            "Colour: red");
  }

  @Test
  void mailSaysWhoWroteAndSaysItOnce() throws IOException {
    Parsed parsed =
        parsed(
            "mail.eml",
            """
            From: Ann <ann@example.com>
            To: Bob <bob@example.com>
            Date: Mon, 2 Nov 2026 10:00:00 +0000
            Subject: =?utf-8?q?Caf=C3=A9?= hours
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Open from nine =E2=82=AC.
            --a
            Content-Type: text/html

            <p>Open from <b>nine</b>.</p>
            --a--
            --m
            Content-Type: text/plain; name=secret.txt
            Content-Disposition: attachment; filename=secret.txt

            attached
            --m--
            """);

    assertThat(parsed.title()).isEqualTo("Café hours");
    assertThat(parsed.text().value())
        .isEqualTo(
            """
            From: Ann <ann@example.com>
            To: Bob <bob@example.com>
            Date: Mon, 2 Nov 2026 10:00:00 +0000

            Open from nine €.""");
  }

  @Test
  void pdfPagesAreCountedAndHeadingsToldByTheirType() throws IOException {
    Path file = folder.resolve("report.pdf");
    try (PDDocument pdf = new PDDocument()) {
      PdfMaker.page(
          pdf,
          "Leave",
          "Everyone has thirty days of paid leave in a calendar year, and",
          "more later.");
      PdfMaker.page(pdf);
      PdfMaker.page(
          pdf,
          "Pay",
          "Salaries are paid on the last working day of each month, by bank",
          "transfer.");
      pdf.save(file.toFile());
    }
    Parsed parsed = (Parsed) parser.parse(new FetchedFile("x/report.pdf", null, file));

    assertThat(parsed.title()).isEqualTo("Leave");
    assertThat(parsed.pageStarts()).hasSize(3);
    assertThat(parsed.blocks()).extracting(Block::page).containsExactly(1, 1, 3, 3);
    assertThat(slices(parsed))
        .contains("Everyone has thirty days of paid leave in a calendar year, and more later.");
    assertThat(parsed.blocks().getLast().headings()).containsExactly("Pay");
  }

  @Test
  void slidesArePagesAndSheetsAreSections() throws IOException {
    Path deck = folder.resolve("deck.pptx");
    try (XMLSlideShow show = new XMLSlideShow();
        var out = Files.newOutputStream(deck)) {
      for (String title : List.of("First", "Second")) {
        var slide = show.createSlide();
        slide.createTextBox().setText(title);
        slide.createTextBox().setText("Text of " + title);
      }
      show.write(out);
    }
    Parsed slides = (Parsed) parser.parse(new FetchedFile("deck.pptx", null, deck));
    assertThat(slides.pageStarts()).hasSize(2);
    assertThat(slides.blocks().getLast().page()).isEqualTo(2);
    assertThat(slides.blocks().getLast().headings()).containsExactly("Second");

    Path book = folder.resolve("budget 2026.xlsx");
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        var out = Files.newOutputStream(book)) {
      var row = workbook.createSheet("Travel").createRow(0);
      row.createCell(0).setCellValue("Rome");
      row.createCell(1).setCellValue(12.5);
      workbook.write(out);
    }
    Parsed sheets = (Parsed) parser.parse(new FetchedFile("budget 2026.xlsx", null, book));
    assertThat(sheets.title()).isEqualTo("budget 2026");
    assertThat(sheets.pageStarts()).isEmpty();
    assertThat(sheets.text().value()).isEqualTo("Travel\n\nRome | 12.5");
    assertThat(sheets.blocks().getLast().headings()).containsExactly("Travel");
  }

  @Test
  void wordHeadingsAreHeadings() throws IOException {
    Path file = folder.resolve("policy.docx");
    try (XWPFDocument word = new XWPFDocument();
        var out = Files.newOutputStream(file)) {
      word.createStyles();
      var heading = word.createParagraph();
      heading.setStyle("Heading1");
      heading.createRun().setText("Leave");
      word.createParagraph().createRun().setText("Thirty days.");
      var table = word.createTable(1, 2);
      table.getRow(0).getCell(0).setText("a");
      table.getRow(0).getCell(1).setText("b");
      word.write(out);
    }
    Parsed parsed = (Parsed) parser.parse(new FetchedFile("policy.docx", null, file));
    assertThat(parsed.text().value()).isEqualTo("Leave\n\nThirty days.\n\na | b");
  }

  private Parsed parsed(String name, String content) throws IOException {
    return parsed(name, content, StandardCharsets.UTF_8);
  }

  private Parsed parsed(String name, String content, Charset charset) throws IOException {
    Path file = Files.write(folder.resolve(name), content.getBytes(charset));
    return (Parsed) parser.parse(new FetchedFile(name, null, file));
  }

  private static List<String> slices(Parsed parsed) {
    return parsed.blocks().stream().map(b -> parsed.text().slice(b.start(), b.end())).toList();
  }
}
