package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is read of a file.
 *
 * @param mostCharacters the most text that a document may have, in UTF-16 units; more makes it too
 *     large; positive
 * @param members how much is taken out of a file
 * @param ocr what becomes of pictures and scans
 */
public record ParserOptions(int mostCharacters, MemberLimits members, Ocr ocr) {
  public ParserOptions {
    if (mostCharacters <= 0) {
      throw new IllegalArgumentException(
          "a document may have 1 character or more, not " + mostCharacters);
    }
    requireNonNull(members, "members");
    requireNonNull(ocr, "ocr");
  }

  /** Their form on a command line. */
  List<String> arguments() {
    return List.of(
        Integer.toString(mostCharacters),
        Integer.toString(members.most()),
        Long.toString(members.mostBytesEach()),
        Long.toString(members.mostBytesTogether()),
        Boolean.toString(ocr.on()),
        ocr.languages());
  }

  /** What {@link #arguments} says. */
  static ParserOptions of(String[] arguments) {
    return new ParserOptions(
        Integer.parseInt(arguments[0]),
        new MemberLimits(
            Integer.parseInt(arguments[1]),
            Long.parseLong(arguments[2]),
            Long.parseLong(arguments[3])),
        new Ocr(Boolean.parseBoolean(arguments[4]), arguments[5]));
  }
}
