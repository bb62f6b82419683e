package dev.millrace.orchestration.extract;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of thing a question wants to know, by its question words. */
enum Asked {
  PERSON("who|whom|whose|(?:which|what) (?:person|people|man|woman|author|president|king|leader)"),
  TIME(
      "when|(?:in |on |by |since |until |during |at )?(?:what|which)"
          + " (?:year|years|date|day|days|month|months|century|decade|time|period|age)"
          + "|how (?:long|old|soon|often|late|early)"),
  COUNT(
      "how (?:many|much|high|far|large|big|tall|deep|heavy|fast|wide|expensive)"
          + "|(?:what|which) (?:[a-z]+ )?(?:percentage|percent|share|fraction|number|amount|price"
          + "|cost|population|rate|size|area|salary|fee|limit)"
          + "|what does .* cost|what is .* cost"),
  PLACE(
      "where|(?:in |at |from |to )?(?:what|which)"
          + " (?:country|countries|city|cities|place|state|town|region|area|location|street|room)"),
  REASON("why|for what reason|what (?:is|was|are|were) the (?:reason|cause|purpose)|what caused"),
  MANNER("how"),
  THING("what|which"),
  YES_NO(
      "(?:^)(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|am)");

  private final Pattern pattern;

  Asked(String words) {
    this.pattern = Pattern.compile("\\b(?:" + words + ")\\b");
  }

  /** The kind whose words come first; among equal places the one listed first. */
  static Asked of(String question) {
    String text = question.strip().toLowerCase(Locale.ROOT);
    Asked earliest = THING;
    int at = Integer.MAX_VALUE;
    for (Asked kind : values()) {
      Matcher found = kind.pattern.matcher(text);
      if (found.find() && found.start() < at) {
        at = found.start();
        earliest = kind;
      }
    }
    return earliest;
  }
}
