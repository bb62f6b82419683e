package dev.millrace.orchestration.extract;

/** What is measured of a question and a part of a passage. Shares are by the words' weights. */
enum Feature {
  /** Share of the question's words in the sentence. */
  COVERED,
  /** The same, words of the same family counting too. */
  COVERED_LOOSELY,
  /** The same, with the sentences beside it, headings and title. */
  COVERED_AROUND,
  /** Share of the question's neighbouring words that are neighbours in the sentence. */
  PAIRS,
  /** Weight of the rarest word of the question that the sentence lacks. */
  RAREST_MISSING,
  /** Weight of the rarest word of the question that the passage lacks. */
  RAREST_MISSING_IN_PASSAGE,
  /** Words of the question that the passage lacks, by weight. */
  MISSING_IN_PASSAGE,
  NAMES_MISSING,
  NAMES_MISSING_IN_PASSAGE,
  NUMBERS_MISSING,
  NUMBERS_MISSING_IN_PASSAGE,
  /** Cosine of the question's vector and that of the sentence below its title. */
  COSINE,
  /** 1 / rank of the passage. */
  RANK,
  /** The passage's score, of the best one's. */
  SCORE,
  /** Place in the passage, 0 for its first part, saturating. */
  PLACE,
  /** Logarithm of the number of words. */
  LENGTH,
  /** New words, by weight, saturating. */
  NEW,
  NEW_NAMES,
  NEW_NUMBERS,
  FIT_PERSON,
  FIT_TIME,
  FIT_COUNT,
  FIT_PLACE,
  FIT_REASON,
  FIT_MANNER,
  /** One of both negates, the other does not. */
  NEGATION,
  CONTRADICTED,
  /** The passage, not the sentence, has the contrary and lacks the word. */
  CONTRADICTED_IN_PASSAGE,
  /** Words of the question with an opposite that the sentence lacks. */
  DECISIVE_MISSING,
  DECISIVE_MISSING_IN_PASSAGE,
  /** Starts with a word that stands for something said before. */
  PRONOUN;

  /** Place in an array of measures. */
  @SuppressWarnings("EnumOrdinal") // arrays in memory only; files have the names
  int index() {
    return ordinal();
  }
}
