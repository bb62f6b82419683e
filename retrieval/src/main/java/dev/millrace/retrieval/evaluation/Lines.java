package dev.millrace.retrieval.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A UTF-8 file, line by line; blank lines and a byte order mark are passed over. */
final class Lines {
  private Lines() {}

  /** Takes a line; the first has number 1. */
  @FunctionalInterface
  interface Reader {
    void accept(long number, String line) throws IOException;
  }

  static void read(Path file, Reader reader) throws IOException {
    long number = 1;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          reader.accept(number, text);
        }
        number++;
      }
    } catch (NoSuchFileException e) {
      throw new MalformedCollectionException(
          file,
          "is missing: the folder needs corpus.jsonl, queries.jsonl and qrels/<split>.tsv, as BEIR"
              + " has them");
    } catch (CharacterCodingException e) {
      // The reader decodes ahead in blocks, so the line is the first that it could not give.
      throw new MalformedCollectionException(file, "is not UTF-8, at or after line " + number);
    }
  }
}
