package dev.millrace.ingestion.parse;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.parse.ParseResult.NotParsed;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file in a file: an attachment, a member of an archive.
 *
 * @param name its path inside the parent, with {@code /} between folders: relative, without {@code
 *     ..} or control characters, and unlike its siblings' names, so that parent and name together
 *     can stand for it; made safe where the parent says otherwise
 * @param mediaType what the parent says that it is, where its content alone might not tell; null
 *     mostly
 */
public record Member(String name, @Nullable String mediaType, Content content) {
  public Member {
    requireNonNull(name, "name");
    requireNonNull(content, "content");
    if (!MemberNames.isSafe(name)) {
      throw new IllegalArgumentException("not a safe name for a member: " + name);
    }
  }

  /** A member's bytes, or why there are none. */
  public sealed interface Content {
    /**
     * The bytes are at hand.
     *
     * @param path a file in the folder that was given for members, with a name of its own
     * @param size in bytes
     */
    record Extracted(Path path, long size) implements Content {
      public Extracted {
        requireNonNull(path, "path");
      }
    }

    /** The bytes are not to be had. */
    record Refused(NotParsed why) implements Content {
      public Refused {
        requireNonNull(why, "why");
      }
    }
  }
}
