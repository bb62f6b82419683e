package dev.millrace.app.golden;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Principal;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question of a golden set, as it is written.
 *
 * @param id its name in the set; left out, the number of its line
 * @param question in the words of who asks
 * @param history what was said before, oldest first: role (user or assistant) and content
 * @param sources names or ids of the sources to search; all unless given
 * @param filters what documents must meet: source, label, metadata, date, document, language, type
 * @param viewer as whom it is asked: a user's NAME or user:NAME; left out, whoever runs the set
 * @param expected what should be found: external ids, or objects of externalId, source, page, quote
 *     (text that the passage contains) and grade (1 to 100, 1 unless given)
 * @param nothing true instead of expected, where nothing should be found
 */
@Serdeable
@Schema(name = "GoldenQuestion")
record GoldenLine(
    @Nullable String id,
    String question,
    @Nullable List<Said> history,
    @Nullable List<String> sources,
    @Nullable Map<String, Object> filters,
    @Nullable String viewer,
    @Nullable List<Object> expected,
    @Nullable Boolean nothing) {
  private static final Set<String> FIELDS =
      Set.of("externalId", "source", "page", "quote", "grade");

  /** A turn of the conversation. */
  @Serdeable
  @Schema(name = "GoldenTurn")
  record Said(String role, String content) {
    Said {
      Given.required(role, "history.role");
      Given.required(content, "history.content");
    }

    private Turn turn() {
      return switch (role) {
        case "user" -> new Turn(Role.USER, CanonicalText.of(content).value());
        case "assistant" -> new Turn(Role.ASSISTANT, CanonicalText.of(content).value());
        default ->
            throw ApiException.invalid(
                "history.role", "role is user or assistant, not \"" + role + "\"");
      };
    }
  }

  GoldenLine {
    Given.required(question, "question");
  }

  /** The same with that id where it has none. */
  GoldenLine named(String otherwise) {
    return new GoldenLine(
        Given.orElse(id, otherwise),
        question,
        history,
        sources,
        filters,
        viewer,
        expected,
        nothing);
  }

  /**
   * The question.
   *
   * @throws ApiException naming the field that can't be used
   */
  GoldenQuestion toQuestion() {
    List<Expected> wanted = wanted();
    return ApiException.reading(
        "question",
        () ->
            new GoldenQuestion(
                CanonicalText.of(Given.orElse(id, "")).value(),
                CanonicalText.of(question).value(),
                history == null
                    ? List.of()
                    : Given.all(history, "history").stream().map(Said::turn).toList(),
                new GoldenQuestion.Narrowing(sources, filters),
                Optional.ofNullable(viewer).map(GoldenLine::user),
                wanted));
  }

  private List<Expected> wanted() {
    if (Given.orElse(nothing, false)) {
      if (expected != null && !expected.isEmpty()) {
        throw ApiException.invalid("nothing", "either something is expected or nothing is");
      }
      return List.of();
    }
    List<Object> given = Given.all(expected, "expected");
    if (given.isEmpty()) {
      throw ApiException.invalid(
          "expected", "nothing is expected: say so with \"nothing\": true, or name a document");
    }
    List<Expected> all = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      all.add(expected(given.get(i), "expected[" + i + "]"));
    }
    return all;
  }

  private static Expected expected(Object given, String param) {
    if (given instanceof String externalId) {
      return ApiException.reading(
          param, () -> new Expected(null, clean(externalId), null, null, 1));
    }
    if (!(given instanceof Map<?, ?> fields)) {
      throw ApiException.invalid(param, param + " is an external id, or an object with one");
    }
    for (Object name : fields.keySet()) {
      if (!FIELDS.contains(String.valueOf(name))) {
        throw ApiException.invalid(
            param + "." + name, "there is no field " + name + " in what is expected");
      }
    }
    String externalId = Given.required(text(fields, "externalId", param), param + ".externalId");
    return ApiException.reading(
        param,
        () ->
            new Expected(
                text(fields, "source", param),
                externalId,
                number(fields, "page", param),
                text(fields, "quote", param),
                Given.orElse(number(fields, "grade", param), 1)));
  }

  private static @Nullable String text(Map<?, ?> fields, String name, String param) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> clean(text);
      default -> throw ApiException.invalid(param + "." + name, name + " is a text");
    };
  }

  private static @Nullable Integer number(Map<?, ?> fields, String name, String param) {
    return switch (fields.get(name)) {
      case null -> null;
      case Integer number -> number;
      default -> throw ApiException.invalid(param + "." + name, name + " is a whole number");
    };
  }

  private static String clean(String text) {
    return CanonicalText.of(text).value();
  }

  private static Principal user(String text) {
    Principal principal = text.contains(":") ? Principal.parse(text) : Principal.user(text);
    if (principal.kind() != Principal.Kind.USER) {
      throw new IllegalArgumentException(principal + " is not a user: write NAME or user:NAME");
    }
    return principal;
  }

  /** The same without the quotes of places that somebody may not read. */
  GoldenLine withoutQuotes(Set<Expected> hidden) {
    List<Object> shown = new ArrayList<>();
    for (Expected one : wanted()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("externalId", one.externalId());
      if (one.source() != null) {
        fields.put("source", one.source());
      }
      if (one.page() != null) {
        fields.put("page", one.page());
      }
      if (one.quote() != null) {
        fields.put("quote", hidden.contains(one) ? HIDDEN : one.quote());
      }
      fields.put("grade", one.grade());
      shown.add(fields);
    }
    return new GoldenLine(id, question, history, sources, filters, viewer, shown, nothing);
  }

  /** Stands for a quote that the caller may not read. */
  static final String HIDDEN = "(hidden: you can't read this document)";
}
