package dev.millrace.orchestration.classify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of labelled questions: a class and a question on each line, a tab between them, in UTF-8.
 * Blank lines and those that begin with {@code #} are passed over.
 */
public final class LabelledQuestions {
  private LabelledQuestions() {}

  /** The shipped examples to learn from. */
  public static List<LabelledQuestion> train() {
    return shipped("questions-train.tsv");
  }

  /** The shipped examples to measure with; nothing is learnt from them. */
  public static List<LabelledQuestion> test() {
    return shipped("questions-test.tsv");
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file and the line that is not in this form
   * @throws IOException if it can't be read
   */
  public static List<LabelledQuestion> read(Path file) throws IOException {
    return parse(file.toString(), Files.readString(file));
  }

  private static List<LabelledQuestion> shipped(String name) {
    try (InputStream in = LabelledQuestions.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not on the class path");
      }
      return parse(name, new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LabelledQuestion> parse(String name, String text) {
    List<LabelledQuestion> questions = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw malformed(name, number, "is not a class and a question with a tab between them");
      }
      try {
        questions.add(
            new LabelledQuestion(
                QuestionClass.of(line.substring(0, tab)), line.substring(tab + 1).strip()));
      } catch (IllegalArgumentException e) {
        throw malformed(name, number, String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(questions);
  }

  private static IllegalArgumentException malformed(String name, int line, String problem) {
    return new IllegalArgumentException(name + ", line " + line + ": " + problem);
  }
}
