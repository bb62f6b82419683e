package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.io.InputStream;

/** Pictures, told by their first bytes. */
final class Pictures {
  private static final int[][] STARTS = {
    {0x89, 'P', 'N', 'G'},
    {0xFF, 0xD8, 0xFF},
    {'G', 'I', 'F', '8'},
    {'B', 'M'},
    {'I', 'I', '*', 0},
    {'M', 'M', 0, '*'},
    // Windows' metafiles, placeable and enhanced.
    {0xD7, 0xCD, 0xC6, 0x9A},
    {1, 0, 0, 0},
  };

  private static final int LONGEST = 4;

  private Pictures() {}

  /** Whether a stream that can be marked starts like a picture; it is left as it was. */
  static boolean startsLikeOne(InputStream in) throws IOException {
    in.mark(LONGEST);
    byte[] bytes = in.readNBytes(LONGEST);
    in.reset();
    for (int[] start : STARTS) {
      if (startsWith(bytes, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int[] start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
