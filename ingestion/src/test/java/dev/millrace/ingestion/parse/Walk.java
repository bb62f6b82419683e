package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file and what is in it, to a depth and a number, as whoever calls a parser does. */
final class Walk {
  private static final int DEEPEST = 12;
  private static final int MOST = 500;

  private final Parser parser;
  private final List<String> names = new ArrayList<>();
  private final List<Parsed> parsed = new ArrayList<>();
  private final List<NotParsed> refused = new ArrayList<>();

  private final ParseResult result;

  private Walk(Parser parser, FetchedFile file) throws IOException {
    this.parser = parser;
    this.result = read(file, 0);
  }

  static Walk through(Parser parser, Path file) throws IOException {
    return new Walk(parser, new FetchedFile(file.getFileName().toString(), null, file));
  }

  /** Of the file itself. */
  ParseResult result() {
    return result;
  }

  /** All names and texts, one after the other. */
  String text() {
    StringBuilder text = new StringBuilder(String.join("\n", names));
    parsed.forEach(
        it -> text.append('\n').append(it.title()).append('\n').append(it.text().value()));
    return text.toString();
  }

  List<String> names() {
    return names;
  }

  List<NotParsed> refused() {
    return refused;
  }

  private ParseResult read(FetchedFile file, int depth) throws IOException {
    names.add(file.name());
    try (MemberFolder folder = MemberFolder.temporary()) {
      Reading reading = parser.read(file, folder.path());
      note(reading.result());
      for (Member member : reading.members()) {
        switch (member.content()) {
          case Member.Content.Refused no -> note(no.why());
          case Member.Content.Extracted bytes -> {
            if (depth < DEEPEST && names.size() < MOST) {
              read(new FetchedFile(member.name(), member.mediaType(), bytes.path()), depth + 1);
            }
          }
        }
      }
      return reading.result();
    }
  }

  private void note(ParseResult result) {
    switch (result) {
      case Parsed text -> parsed.add(text);
      case NotParsed nothing -> refused.add(nothing);
    }
  }
}
