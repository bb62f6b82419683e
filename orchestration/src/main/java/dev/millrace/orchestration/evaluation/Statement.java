package dev.millrace.orchestration.evaluation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A question and its short answer as one sentence, in the words of both. */
final class Statement {
  private static final Pattern IS =
      Pattern.compile("(?i)^(?:what|who|which|where) (is|are|was|were) (.+)$");
  private static final Pattern HOW_MANY =
      Pattern.compile("(?i)^how (?:many|much) (.+?) (?:did|do|does|is|are|was|were) (.+)$");
  private static final Pattern DID =
      Pattern.compile(
          "(?i)^(?:what|who|whom|when|where|which)(?: (.{1,40}?))? (did|do|does) (.+)$");
  private static final Pattern WHEN =
      Pattern.compile("(?i)^(?:when|where) (is|are|was|were) (.+)$");
  private static final Pattern SUBJECT = Pattern.compile("(?i)^(?:what|who|which) (.+)$");

  private Statement() {}

  /** The sentence; empty for a question of a form that makes none. */
  static Optional<String> of(String question, String answer) {
    String asked = question.strip().replaceFirst("\\s*\\?+\\s*$", "");
    if (answer.isBlank()) {
      return Optional.empty();
    }
    Matcher when = WHEN.matcher(asked);
    if (when.matches()) {
      return sentence(when.group(2) + " " + when.group(1) + " " + answer);
    }
    Matcher is = IS.matcher(asked);
    if (is.matches()) {
      return sentence(is.group(2) + " " + is.group(1) + " " + answer);
    }
    Matcher many = HOW_MANY.matcher(asked);
    if (many.matches()) {
      return sentence(answer + " " + many.group(1) + ": " + many.group(2));
    }
    Matcher did = DID.matcher(asked);
    if (did.matches()) {
      String kind = did.group(1) == null ? "" : " (" + did.group(1) + ")";
      return sentence(did.group(3) + " " + answer + kind);
    }
    Matcher subject = SUBJECT.matcher(asked);
    return subject.matches() ? sentence(answer + " " + subject.group(1)) : Optional.empty();
  }

  private static Optional<String> sentence(String text) {
    String stripped = text.strip();
    int first = stripped.codePointAt(0);
    String end = stripped.endsWith(".") ? "" : ".";
    return Optional.of(
        Character.toString(Character.toUpperCase(first))
            + stripped.substring(Character.charCount(first))
            + end);
  }
}
