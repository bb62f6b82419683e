package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import dev.millrace.retrieval.corpus.CanonicalText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes between the server and a parser process, in binary form. Each frame starts with a mark,
 * so that anything else on the line is noticed; each length is checked before memory is taken for
 * it, since what a hostile file made of its process is not to be trusted.
 */
final class Frames {
  private static final int READY = 0x4D525259;
  private static final int REQUEST = 0x4D525251;
  private static final int BEGUN = 0x4D525242;
  private static final int ANSWER = 0x4D525241;
  private static final int LONGEST_STRING = 1 << 22;
  private static final int MOST_ENTRIES = 1 << 24;

  /** What was asked. */
  record Request(FetchedFile file, Path folder) {}

  /**
   * What was answered.
   *
   * @param last whether the process had better read nothing more
   */
  record Answer(Reading reading, boolean last) {}

  private Frames() {}

  static void writeReady(DataOutputStream out) throws IOException {
    out.writeInt(READY);
    out.flush();
  }

  static void readReady(DataInputStream in) throws IOException {
    expect(in.readInt(), READY);
  }

  static void writeBegun(DataOutputStream out) throws IOException {
    out.writeInt(BEGUN);
    out.flush();
  }

  static void readBegun(DataInputStream in) throws IOException {
    expect(in.readInt(), BEGUN);
  }

  static void write(DataOutputStream out, Request request) throws IOException {
    out.writeInt(REQUEST);
    string(out, request.file().name());
    nullable(out, request.file().mediaType());
    // The processes have working folders of their own.
    string(out, request.file().path().toAbsolutePath().toString());
    string(out, request.folder().toAbsolutePath().toString());
    out.flush();
  }

  static Request readRequest(DataInputStream in) throws IOException {
    expect(in.readInt(), REQUEST);
    String name = string(in);
    String mediaType = nullable(in);
    return new Request(new FetchedFile(name, mediaType, Path.of(string(in))), Path.of(string(in)));
  }

  static void write(DataOutputStream out, Answer answer) throws IOException {
    out.writeInt(ANSWER);
    out.writeBoolean(answer.last());
    switch (answer.reading().result()) {
      case NotParsed nothing -> {
        out.writeBoolean(false);
        notParsed(out, nothing);
      }
      case Parsed parsed -> {
        out.writeBoolean(true);
        parsed(out, parsed);
      }
    }
    out.writeInt(answer.reading().members().size());
    for (Member member : answer.reading().members()) {
      string(out, member.name());
      nullable(out, member.mediaType());
      switch (member.content()) {
        case Member.Content.Extracted extracted -> {
          out.writeBoolean(true);
          string(out, extracted.path().getFileName().toString());
          out.writeLong(extracted.size());
        }
        case Member.Content.Refused refused -> {
          out.writeBoolean(false);
          notParsed(out, refused.why());
        }
      }
    }
    out.flush();
  }

  /**
   * Reads an answer.
   *
   * @param folder where the members lie
   * @param options what the process was told to keep to
   * @throws IOException or IllegalArgumentException if it isn't an answer
   */
  static Answer readAnswer(DataInputStream in, Path folder, ParserOptions options)
      throws IOException {
    expect(in.readInt(), ANSWER);
    boolean last = in.readBoolean();
    ParseResult result =
        in.readBoolean() ? parsed(in, 4L * options.mostCharacters()) : notParsed(in);
    int count = count(in, options.members().most() + 1);
    List<Member> members = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = string(in);
      String mediaType = nullable(in);
      Member.Content content =
          in.readBoolean()
              ? new Member.Content.Extracted(inside(folder, string(in)), in.readLong())
              : new Member.Content.Refused(notParsed(in));
      members.add(new Member(name, mediaType, content));
    }
    return new Answer(new Reading(result, members), last);
  }

  private static void notParsed(DataOutputStream out, NotParsed nothing) throws IOException {
    string(out, nothing.kind().name());
    string(out, nothing.reason());
  }

  private static NotParsed notParsed(DataInputStream in) throws IOException {
    return new NotParsed(Kind.valueOf(string(in)), string(in));
  }

  private static void parsed(DataOutputStream out, Parsed parsed) throws IOException {
    string(out, parsed.title());
    string(out, parsed.text().value());
    out.writeInt(parsed.blocks().size());
    List<String> above = List.of();
    for (Block block : parsed.blocks()) {
      string(out, block.kind().name());
      out.writeInt(block.start());
      out.writeInt(block.end());
      Integer page = block.page();
      out.writeInt(page == null ? 0 : page);
      // Most blocks stand under the same headings as the one before.
      boolean same = block.headings().equals(above);
      out.writeBoolean(same);
      if (!same) {
        above = block.headings();
        out.writeInt(above.size());
        for (String heading : above) {
          string(out, heading);
        }
      }
    }
    out.writeInt(parsed.pageStarts().size());
    for (int start : parsed.pageStarts()) {
      out.writeInt(start);
    }
    nullable(out, parsed.language());
    string(out, parsed.mediaType());
    string(out, parsed.parser());
  }

  private static Parsed parsed(DataInputStream in, long mostBytes) throws IOException {
    String title = string(in);
    CanonicalText text =
        CanonicalText.of(string(in, (int) Math.min(mostBytes, Integer.MAX_VALUE - 8)));
    int count = count(in, text.length());
    List<Block> blocks = new ArrayList<>(count);
    List<String> above = List.of();
    for (int i = 0; i < count; i++) {
      Block.Kind kind = Block.Kind.valueOf(string(in));
      int start = in.readInt();
      int end = in.readInt();
      int page = in.readInt();
      if (end > text.length()) {
        throw new IOException("a block that ends at " + end + " of " + text.length());
      }
      if (!in.readBoolean()) {
        int depth = count(in, MOST_ENTRIES);
        List<String> headings = new ArrayList<>();
        for (int n = 0; n < depth; n++) {
          headings.add(string(in));
        }
        above = List.copyOf(headings);
      }
      blocks.add(new Block(kind, start, end, page == 0 ? null : page, above));
    }
    int pages = count(in, MOST_ENTRIES);
    List<Integer> pageStarts = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      pageStarts.add(in.readInt());
    }
    String language = nullable(in);
    return new Parsed(title, text, blocks, pageStarts, language, string(in), string(in));
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!folder.normalize().equals(path.getParent())) {
      throw new IOException("a member outside of its folder");
    }
    return path;
  }

  private static void string(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String string(DataInputStream in) throws IOException {
    return string(in, LONGEST_STRING);
  }

  private static String string(DataInputStream in, int most) throws IOException {
    int length = count(in, most);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void nullable(DataOutputStream out, @Nullable String value) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      string(out, value);
    }
  }

  private static @Nullable String nullable(DataInputStream in) throws IOException {
    return in.readBoolean() ? string(in) : null;
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException(count + " where at most " + most + " are expected");
    }
    return count;
  }

  private static void expect(int found, int mark) throws IOException {
    if (found != mark) {
      throw new IOException("unexpected bytes " + Integer.toHexString(found));
    }
  }
}
