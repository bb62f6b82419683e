package dev.millrace.ingestion.parse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.tika.exception.TikaException;

/**
 * The OCR program that is installed, if it is. It runs once for each picture, as a process of its
 * own with a memory ceiling, and knows no deadline but its caller's end.
 */
final class Tesseract {
  static final String NAME = "tesseract";

  /** Address space of the program, in KB: 2 GB. Its data takes 100 MB, a large page as much. */
  private static final String MOST_MEMORY = "2097152";

  /** What it may say before it is cut off, in bytes: a page has some thousand. */
  private static final int LONGEST = 32 << 20;

  private static final Path SHELL = Path.of("/bin/sh");
  private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n[ \\t]*(\\r?\\n[ \\t]*)+");

  private final Path program;
  private final String languages;

  /** The data for a language isn't there. */
  static final class MissingLanguageException extends TikaException {
    private static final long serialVersionUID = 1;

    MissingLanguageException(String reason) {
      super(reason);
    }
  }

  private Tesseract(Path program, String languages) {
    this.program = program;
    this.languages = languages;
  }

  /** The program on this machine's search path; empty if it isn't there or isn't wanted. */
  static Optional<Tesseract> installed(Ocr ocr) {
    if (!ocr.on()) {
      return Optional.empty();
    }
    for (String folder :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder).resolve(NAME);
      if (!folder.isEmpty() && Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(new Tesseract(program, ocr.languages()));
      }
    }
    return Optional.empty();
  }

  /**
   * Writes the paragraphs of a picture.
   *
   * @throws TikaException if the program fails at it
   */
  void read(Path picture, BlockWriter out) throws IOException, TikaException, InterruptedException {
    for (String paragraph : BLANK_LINE.split(text(picture).replace('\f', '\n'), -1)) {
      out.paragraph(paragraph);
    }
  }

  private String text(Path picture) throws IOException, TikaException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(
          List.of(SHELL.toString(), "-c", "ulimit -v " + MOST_MEMORY + "; exec \"$0\" \"$@\""));
    }
    command.addAll(List.of(program.toString(), picture.toString(), "stdout", "-l", languages));
    Path complaints = Files.createTempFile("tesseract-", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectError(complaints.toFile())
            .start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readNBytes(LONGEST), StandardCharsets.UTF_8);
      if (said.read() >= 0) {
        process.destroyForcibly();
      }
      if (process.waitFor() != 0) {
        throw fault(Files.readAllLines(complaints, StandardCharsets.ISO_8859_1));
      }
      return text;
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(complaints);
    }
  }

  private TikaException fault(List<String> complaints) {
    if (complaints.stream().anyMatch(line -> line.contains(".traineddata"))) {
      return new MissingLanguageException("Tesseract has no data for " + languages);
    }
    return new TikaException(
        "Tesseract: "
            + complaints.stream()
                .filter(line -> line.contains("rror"))
                .findFirst()
                .orElse("failed"));
  }
}
