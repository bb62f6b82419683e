package dev.millrace.ingestion.parse;

/**
 * How much is taken out of one file. What is over is refused and said to be, by the member itself
 * or, for too many, by one last member that tells how many were left out.
 *
 * @param most members; from 0, which takes none out
 * @param mostBytesEach the largest that one may be
 * @param mostBytesTogether the most that all of them may be
 */
public record MemberLimits(int most, long mostBytesEach, long mostBytesTogether) {
  private static final long MB = 1024L * 1024;

  /** As it ships: 1,000 members, of 100 MB each, of 500 MB together. */
  public static final MemberLimits USUAL = new MemberLimits(1_000, 100 * MB, 500 * MB);

  /** Nothing is taken out. */
  public static final MemberLimits NONE = new MemberLimits(0, 0, 0);

  public MemberLimits {
    if (most < 0 || mostBytesEach < 0 || mostBytesTogether < 0) {
      throw new IllegalArgumentException(
          "limits start at 0: " + most + ", " + mostBytesEach + ", " + mostBytesTogether);
    }
  }
}
