package dev.millrace.orchestration.model;

/** Tokens guessed from lengths, for providers that don't count. */
final class TokenEstimate {
  /** OpenAI's rule of thumb for English. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  /** OpenAI's figure for one tile of a picture with its base. */
  private static final int PER_IMAGE = 255;

  private TokenEstimate() {}

  static int of(ModelRequest request) {
    long characters = 0;
    long images = 0;
    for (ChatMessage message : request.messages()) {
      characters += message.text().length();
      images += message.images().size();
    }
    return (int) Math.min(Integer.MAX_VALUE, of(characters) + images * PER_IMAGE);
  }

  static int of(long characters) {
    return (int)
        Math.min(Integer.MAX_VALUE, (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
  }
}
