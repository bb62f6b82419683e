package dev.millrace.orchestration.model;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture in a message. */
public sealed interface Image {
  /**
   * A picture that travels with the request.
   *
   * @param mediaType image/png, image/jpeg, image/gif or image/webp: what every provider takes
   * @param base64 the file in Base64, without line breaks
   */
  record Inline(String mediaType, String base64) implements Image {
    private static final Set<String> TYPES =
        Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    public Inline {
      requireNonNull(base64, "base64");
      if (!TYPES.contains(mediaType)) {
        throw new IllegalArgumentException(
            "an image is a PNG, JPEG, GIF or WebP, not \"" + mediaType + "\"");
      }
      if (base64.isEmpty() || !isBase64(base64)) {
        throw new IllegalArgumentException("an image's data URL holds Base64 without line breaks");
      }
    }

    private static boolean isBase64(String text) {
      int end = text.length();
      while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
        end--;
      }
      for (int i = 0; i < end; i++) {
        char c = text.charAt(i);
        boolean known =
            (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
        if (!known) {
          return false;
        }
      }
      return end > 0;
    }

    /** Names the type and the size, since the data would fill a log. */
    @Override
    public String toString() {
      return "Inline[" + mediaType + ", " + base64.length() + " characters]";
    }
  }

  /**
   * A picture that the provider fetches itself; Millrace never opens the address.
   *
   * @param url https with a host
   */
  record Remote(URI url) implements Image {
    public Remote {
      if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
        throw new IllegalArgumentException("an image's URL begins with https:// and names a host");
      }
    }
  }

  /**
   * Reads a data URL or an https URL.
   *
   * @throws IllegalArgumentException saying which of the two it should have been
   */
  static Image of(String url) {
    Matcher data = DataUrl.PATTERN.matcher(url);
    if (data.lookingAt()) {
      return new Inline(data.group(1).toLowerCase(Locale.ROOT), url.substring(data.end()));
    }
    if (url.regionMatches(true, 0, "https:", 0, "https:".length())) {
      return new Remote(URI.create(url));
    }
    throw new IllegalArgumentException(
        "an image is given as a data URL (data:image/png;base64,…) or an https URL");
  }

  /** The head of a data URL; what follows is the picture. */
  final class DataUrl {
    private static final Pattern PATTERN =
        Pattern.compile("data:([a-z]+/[a-z0-9.+-]+);base64,", Pattern.CASE_INSENSITIVE);

    private DataUrl() {}
  }
}
