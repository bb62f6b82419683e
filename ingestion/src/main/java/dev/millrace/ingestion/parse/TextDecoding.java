package dev.millrace.ingestion.parse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tika.detect.DefaultEncodingDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;

/**
 * Bytes of a text file to characters. What is valid UTF-8 is UTF-8, as hardly anything else is by
 * accident; the rest is Tika's guess from declarations and letter statistics.
 */
final class TextDecoding {
  private static final int SAMPLE = 64 * 1024;
  private static final int ESCAPE = 0x1B;

  private final EncodingDetector detector = new DefaultEncodingDetector();

  /** The text, without a byte order mark. */
  String decode(byte[] bytes) throws IOException {
    String text = new String(bytes, charset(bytes));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Whether these look like text at all, rather than like a program or a picture. */
  static boolean looksLikeText(byte[] bytes) {
    int controls = 0;
    int seen = Math.min(bytes.length, SAMPLE);
    for (int i = 0; i < seen; i++) {
      int b = bytes[i];
      if (b == 0) {
        return false;
      }
      if (b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        controls++;
      }
    }
    return controls * 100 <= seen;
  }

  /** What these bytes are in. */
  Charset charset(byte[] bytes) throws IOException {
    Optional<Charset> marked = byteOrderMark(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    if (looksLikeText(bytes) && !escaped(bytes) && isUtf8(bytes)) {
      return StandardCharsets.UTF_8;
    }
    byte[] sample = Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE));
    try (TikaInputStream in = TikaInputStream.get(sample)) {
      Charset guess = detector.detect(in, new Metadata());
      if (guess == null) {
        return windows1252();
      }
      // As the WHATWG's encoding standard does: nobody means Latin-1's control characters.
      return guess.equals(StandardCharsets.ISO_8859_1) ? windows1252() : guess;
    }
  }

  private static Charset windows1252() {
    return Charset.forName("windows-1252");
  }

  private static Optional<Charset> byteOrderMark(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(StandardCharsets.UTF_32LE);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... start) {
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

  /** ISO 2022 encodings are seven-bit, so they would pass for UTF-8. */
  private static boolean escaped(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, SAMPLE); i++) {
      if (bytes[i] == ESCAPE) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
