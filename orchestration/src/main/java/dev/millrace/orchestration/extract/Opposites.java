package dev.millrace.orchestration.extract;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that say the contrary of each other, and words that negate. */
final class Opposites {
  private static final Set<String> NEGATIONS =
      Set.of(
          "not",
          "no",
          "never",
          "none",
          "neither",
          "nor",
          "without",
          "cannot",
          "nobody",
          "nothing",
          "hardly",
          "barely",
          "n't",
          "fail",
          "failed",
          "fails",
          "unable",
          "lack",
          "lacks",
          "lacked",
          "except",
          "excluding",
          "refused",
          "refuse");

  private static final List<String> PAIRS =
      List.of(
          "first:last,second,third,final,latest",
          "last:first",
          "before:after,since",
          "after:before",
          "more:less,fewer",
          "less:more,greater",
          "most:least,fewest",
          "least:most",
          "highest:lowest",
          "lowest:highest",
          "largest:smallest",
          "smallest:largest,biggest",
          "biggest:smallest",
          "best:worst",
          "worst:best",
          "increase:decrease,reduce,decline,fall",
          "increased:decreased,reduced,declined,fell",
          "increases:decreases,reduces",
          "decrease:increase,grow,rise",
          "decreased:increased,grew,rose",
          "decreases:increases",
          "north:south,east,west",
          "south:north,east,west",
          "east:west,north,south",
          "west:east,north,south",
          "northern:southern,eastern,western",
          "southern:northern,eastern,western",
          "eastern:western,northern,southern",
          "western:eastern,northern,southern",
          "early:late",
          "late:early",
          "earliest:latest",
          "oldest:newest,youngest",
          "youngest:oldest",
          "old:new,young",
          "new:old",
          "start:end,stop,finish",
          "started:ended,stopped,finished",
          "begin:end,stop",
          "began:ended,stopped",
          "end:start,begin",
          "ended:started,began",
          "win:lose",
          "won:lost",
          "lost:won",
          "lose:win,gain",
          "include:exclude",
          "includes:excludes",
          "included:excluded",
          "minimum:maximum",
          "maximum:minimum",
          "high:low",
          "low:high",
          "large:small",
          "small:large,big",
          "long:short",
          "short:long",
          "longest:shortest",
          "shortest:longest",
          "strong:weak",
          "weak:strong",
          "positive:negative",
          "negative:positive",
          "inside:outside",
          "outside:inside",
          "internal:external",
          "external:internal",
          "public:private",
          "private:public",
          "legal:illegal",
          "illegal:legal",
          "accept:reject,refuse",
          "accepted:rejected,refused",
          "reject:accept",
          "rejected:accepted",
          "support:oppose",
          "supported:opposed",
          "opposed:supported",
          "allow:forbid,prohibit,prevent",
          "allowed:forbidden,prohibited,banned",
          "prohibited:allowed,permitted",
          "male:female",
          "female:male",
          "men:women",
          "women:men",
          "rich:poor",
          "poor:rich",
          "above:below",
          "below:above",
          "always:never",
          "never:always",
          "gain:lose,loss",
          "gained:lost",
          "upper:lower",
          "lower:upper,higher",
          "higher:lower",
          "left:right",
          "right:left",
          "majority:minority",
          "minority:majority",
          "buy:sell",
          "sell:buy",
          "import:export",
          "export:import",
          "attack:defend",
          "attacked:defended",
          "arrive:leave,depart",
          "arrived:left,departed",
          "ancient:modern",
          "modern:ancient",
          "sunny:rainy",
          "slow:fast,rapid",
          "fast:slow",
          "easy:hard,difficult",
          "hard:easy",
          "difficult:easy",
          "simple:complex",
          "complex:simple",
          "common:rare,uncommon",
          "rare:common",
          "safe:dangerous",
          "active:inactive,passive",
          "passive:active",
          "open:closed",
          "closed:open",
          "before:after",
          "rise:fall",
          "rose:fell",
          "fell:rose",
          "grew:shrank,declined",
          "credit:debit",
          "weekday:weekend");

  private static final Map<String, Set<String>> OPPOSITES = new HashMap<>();

  static {
    for (String pair : PAIRS) {
      int colon = pair.indexOf(':');
      OPPOSITES
          .computeIfAbsent(pair.substring(0, colon), _ -> new HashSet<>())
          .addAll(List.of(pair.substring(colon + 1).split(",")));
    }
  }

  private Opposites() {}

  /** Whether one of the words negates. */
  static boolean negated(Set<String> words) {
    return words.stream().anyMatch(word -> NEGATIONS.contains(word) || word.endsWith("n't"));
  }

  /** How many of the question's words the text contradicts without having them too. */
  static int contradicted(Set<String> question, Set<String> text) {
    int count = 0;
    for (String word : question) {
      Set<String> opposites = OPPOSITES.getOrDefault(word, Set.of());
      if (!text.contains(word) && opposites.stream().anyMatch(text::contains)) {
        count++;
      }
    }
    return count;
  }

  /** Whether a word has an opposite at all, so that it matters that a text has it. */
  static boolean decisive(String word) {
    return OPPOSITES.containsKey(word) || NEGATIONS.contains(word);
  }
}
