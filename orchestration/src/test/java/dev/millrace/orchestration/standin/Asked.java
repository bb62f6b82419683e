package dev.millrace.orchestration.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stand-in was asked, read out of the prompt.
 *
 * @param text all that system and user say, in order
 * @param question what follows the last "Question:" of the last user, up to an "Answer:", or else
 *     the user's last paragraph
 * @param evidence the numbered blocks in their order
 */
public record Asked(String model, String text, String question, List<Evidence> evidence) {
  private static final Pattern MARK = Pattern.compile("(?m)^[ \\t]*\\[(\\d{1,3})][ \\t]*(.*)$");
  private static final Pattern QUESTION =
      Pattern.compile("(?im)^[ \\t#*]*question[ \\t*]*:[ \\t*]*");
  private static final Pattern QUOTED = Pattern.compile("(?m)^> ?");
  private static final Pattern ANSWER = Pattern.compile("(?im)^[ \\t#*]*answer[ \\t*]*:");
  private static final Pattern END =
      Pattern.compile("(?im)^[ \\t]*(</|[#*]*[ \\t]*question\\b|-{3,}).*$");

  public Asked {
    evidence = List.copyOf(evidence);
  }

  /**
   * A numbered block: its title line and the text below, up to the next block or the question,
   * without the marks of quoted lines.
   */
  public record Evidence(int number, String title, String text) {}

  static Asked of(String model, List<String> texts, String lastUser) {
    String all = String.join("\n\n", texts);
    return new Asked(model, all, question(lastUser), evidence(all));
  }

  private static List<Evidence> evidence(String text) {
    List<Evidence> found = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    int start = -1;
    int number = 0;
    String title = "";
    while (mark.find()) {
      if (start >= 0) {
        found.add(new Evidence(number, title, body(text.substring(start, mark.start()))));
      }
      number = Integer.parseInt(mark.group(1));
      title = mark.group(2).strip();
      start = mark.end();
    }
    if (start >= 0) {
      found.add(new Evidence(number, title, body(text.substring(start))));
    }
    return found;
  }

  private static String body(String text) {
    Matcher end = END.matcher(text);
    String body = end.find() ? text.substring(0, end.start()) : text;
    return QUOTED.matcher(body).replaceAll("").strip();
  }

  private static String question(String user) {
    Matcher label = QUESTION.matcher(user);
    int from = -1;
    while (label.find()) {
      from = label.end();
    }
    if (from >= 0) {
      return ANSWER.split(user.substring(from), 2)[0].strip();
    }
    String[] paragraphs = user.strip().split("\\n\\s*\\n", -1);
    return paragraphs[paragraphs.length - 1].strip();
  }

  /** Words of at least three letters and numbers, in lower case. */
  static List<String> words(String text) {
    return Pattern.compile("\\p{L}{3,}|\\d+")
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(result -> result.group())
        .toList();
  }
}
