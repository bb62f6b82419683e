package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.ParseResult.Kind;
import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes files out of one file, within limits. What a member is called is a label only: the file
 * that it becomes is named by a number.
 */
final class MemberSink {
  /** No honest file unpacks to more than this many times its size and beyond a limit as well. */
  private static final long BOMB_RATIO = 100;

  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final MemberLimits limits;
  private final MemberNames names = new MemberNames();
  private final List<Member> members = new ArrayList<>();
  private long together;
  private boolean bomb;
  private boolean leftOut;

  MemberSink(Path folder, MemberLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Whether nothing more is taken, so that there is no use in looking for more. */
  boolean isFull() {
    return bomb || leftOut;
  }

  /** Whether what was unpacked is what an attack looks like. */
  boolean isBomb() {
    return bomb;
  }

  /**
   * Takes a file out.
   *
   * @param packed how many bytes of the parent were read for it so far
   * @throws IOException if its bytes can't be read or written; nothing is taken then
   */
  void add(
      @Nullable String name, @Nullable String mediaType, InputStream bytes, LongSupplier packed)
      throws IOException {
    if (!hasRoom()) {
      return;
    }
    Path path = folder.resolve(Integer.toString(members.size()));
    long room = Math.min(limits.mostBytesEach(), limits.mostBytesTogether() - together);
    long size;
    try {
      size = copy(bytes, path, room);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
    if (size <= room) {
      together += size;
      take(name, mediaType, new Member.Content.Extracted(path, size));
      return;
    }
    Files.delete(path);
    bomb |= together + size > BOMB_RATIO * Math.max(1, packed.getAsLong());
    String limit =
        limits.mostBytesEach() <= room
            ? "larger than " + megabytes(limits.mostBytesEach()) + ", which a member may be at most"
            : "more than the "
                + megabytes(limits.mostBytesTogether())
                + " that the members of a file may have together";
    refuse(name, mediaType, new NotParsed(Kind.TOO_LARGE, limit));
  }

  /** Notes a file that can't be taken out. */
  void refuse(@Nullable String name, @Nullable String mediaType, NotParsed why) {
    if (hasRoom()) {
      take(name, mediaType, new Member.Content.Refused(why));
    }
  }

  /** Notes that what follows can't be read. */
  void breakOff(NotParsed why) {
    take("the rest", null, new Member.Content.Refused(why));
  }

  /** How many files were found, those that were refused included. */
  int count() {
    return members.size();
  }

  /** Whether every file that was found is locked, and there is one. */
  boolean allLocked() {
    return !members.isEmpty()
        && members.stream()
            .allMatch(
                member ->
                    member.content() instanceof Member.Content.Refused refused
                        && refused.why().kind() == Kind.ENCRYPTED);
  }

  /** What was taken, in order; at the end, if so, that there was more. */
  List<Member> members() {
    List<Member> all = new ArrayList<>(members);
    if (leftOut && limits.most() > 0) {
      all.add(
          new Member(
              names.safe("further members"),
              null,
              new Member.Content.Refused(
                  new NotParsed(
                      Kind.TOO_LARGE,
                      "more than "
                          + limits.most()
                          + " members; the others are left out: split the file"))));
    }
    return all;
  }

  /** Forgets what was taken; its bytes go with the folder. */
  void clear() {
    members.clear();
  }

  private boolean hasRoom() {
    leftOut |= members.size() >= limits.most();
    return !leftOut && !bomb;
  }

  private void take(@Nullable String name, @Nullable String mediaType, Member.Content content) {
    members.add(new Member(names.safe(name), mediaType, content));
  }

  /** Copies one byte more than there is room for at most; how many were copied. */
  private static long copy(InputStream bytes, Path path, long room) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      while (size <= room) {
        int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, room + 1 - size));
        if (read < 0) {
          break;
        }
        out.write(buffer, 0, read);
        size += read;
      }
      return size;
    }
  }

  private static String megabytes(long bytes) {
    return bytes / (1024 * 1024) + " MB";
  }
}
