package dev.millrace.retrieval.embedding;

/**
 * Tokens guessed for a model whose tokenizer is elsewhere, rather too many than too few: a run of
 * ASCII letters or digits has one for every few characters, any other visible ASCII character is
 * one, and a character beyond has one less than bytes in UTF-8, which is more than today's
 * vocabularies need for European, Chinese or Japanese text and emoji.
 */
record EstimatedTokens(int charactersPerToken) {
  int count(String text) {
    int tokens = 0;
    for (int at = 0; at < text.length(); ) {
      int end = unit(text, at);
      tokens += cost(text, at);
      at = end;
    }
    return tokens;
  }

  /** The longest beginning of that many tokens. */
  String cut(String text, int most) {
    int tokens = 0;
    for (int at = 0; at < text.length(); ) {
      int end = unit(text, at);
      tokens += cost(text, at);
      if (tokens > most) {
        return text.substring(0, at);
      }
      at = end;
    }
    return text;
  }

  /** Where the piece that is one token, or one character, ends. */
  private int unit(String text, int from) {
    if (!word(text.charAt(from))) {
      return text.offsetByCodePoints(from, 1);
    }
    int last = Math.min(text.length(), from + charactersPerToken);
    int to = from + 1;
    while (to < last && word(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private static int cost(String text, int from) {
    int c = text.codePointAt(from);
    if (Character.isWhitespace(c)) {
      return 0;
    }
    return c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  }

  private static boolean word(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }
}
