package dev.millrace.retrieval.index;

import dev.millrace.retrieval.corpus.CorpusLog.Projected;
import dev.millrace.retrieval.corpus.CorpusLog.ProjectedPassage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A passage's words as every index keeps them, so that all find the same by them.
 *
 * @param language ISO 639-1 of the language whose rules made the stems
 * @param field where the stems are kept, a field for each language
 * @param stems in order, without stop words
 * @param titleField the field of the stems of title and headings, which are among all stems too
 * @param titleStems those, in order
 * @param words all of them in lower case, in order
 * @param parts the words in its identifiers
 */
public record PassageWords(
    String language,
    String field,
    List<String> stems,
    String titleField,
    List<String> titleStems,
    List<String> words,
    Set<String> parts) {
  /** The field of the words as they are written. */
  public static final String WORD = WordFields.WORD;

  /** The field of the parts of identifiers. */
  public static final String PART = WordFields.PART;

  public PassageWords {
    stems = List.copyOf(stems);
    titleStems = List.copyOf(titleStems);
    words = List.copyOf(words);
    parts = Set.copyOf(parts);
  }

  /** The words of a passage of that document. */
  public static PassageWords of(Projected document, ProjectedPassage passage) {
    Languages.Language language = Languages.of(document.properties().language());
    String text = passage.passage().searchable(document.title());
    return new PassageWords(
        language.code(),
        language.field(),
        stems(text, language),
        language.titleField(),
        stems(PassageFields.titles(document, passage), language),
        words(text),
        Identifiers.parts(text));
  }

  private static List<String> stems(String text, Languages.Language language) {
    return Terms.of(text, language.analyzer()).stream().map(Terms.Term::stem).toList();
  }

  /** The words of a text in lower case, in order. */
  public static List<String> words(String text) {
    return WordFields.words(text);
  }

  /** All fields that stems may be kept in. */
  public static Set<String> stemFields() {
    return Languages.all().stream()
        .flatMap(language -> Stream.of(language.field(), language.titleField()))
        .collect(Collectors.toSet());
  }
}
