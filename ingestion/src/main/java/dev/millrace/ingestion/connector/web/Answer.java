package dev.millrace.ingestion.connector.web;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of asking for an address. */
sealed interface Answer {
  /**
   * What is there.
   *
   * @param bytes as many as there was room for, without the encoding for transport
   * @param whole whether that is all
   */
  record Body(Headers headers, byte[] bytes, boolean whole) implements Answer {
    private static final Pattern CHARSET =
        Pattern.compile("(?i)charset\\s*=\\s*[\"']?([a-z0-9_:.+-]{1,40})");

    /** Type and subtype in lower case, without parameters; empty if it isn't told. */
    String mediaType() {
      String value = headers.first("Content-Type").orElse("");
      int end = value.indexOf(';');
      return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** The charset of its text, where it is told and known. */
    Optional<Charset> charset() {
      Matcher matcher = CHARSET.matcher(headers.first("Content-Type").orElse(""));
      try {
        return matcher.find() && Charset.isSupported(matcher.group(1))
            ? Optional.of(Charset.forName(matcher.group(1)))
            : Optional.empty();
      } catch (IllegalCharsetNameException e) {
        return Optional.empty();
      }
    }
  }

  /** What is known of it still holds. */
  record NotModified() implements Answer {}

  /** It is somewhere else, as its headers write it. */
  record Moved(String location) implements Answer {}

  /** There is nothing, or no longer anything. */
  record Missing() implements Answer {}

  /**
   * It can't be had.
   *
   * @param reason for people, in a form that follows the address: "answers 503"
   * @param passing whether another try may do
   * @param after how long to wait before it, where that is asked for
   */
  record Failed(String reason, boolean passing, Optional<Duration> after) implements Answer {
    static Failed forNow(String reason) {
      return new Failed(reason, true, Optional.empty());
    }

    static Failed forGood(String reason) {
      return new Failed(reason, false, Optional.empty());
    }
  }
}
