package dev.millrace.app.golden;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.Given;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.search.DocumentReads;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Golden sets: questions with what should be found for them. */
@Controller("/api/golden-sets")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "golden sets")
final class GoldenSetsController {
  private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}";

  private final GoldenSets sets;
  private final GoldenUpload upload;
  private final ExpectedDocuments documents;
  private final DocumentReads reads;

  GoldenSetsController(
      GoldenSets sets, GoldenUpload upload, ExpectedDocuments documents, DocumentReads reads) {
    this.sets = sets;
    this.upload = upload;
    this.documents = documents;
    this.reads = reads;
  }

  /**
   * Makes a set of questions, a line of JSON each, or replaces all questions of the set of that
   * name. Taken whole or not at all; what is wrong is said by line. Its runs stay, and compare only
   * with runs of the same questions.
   */
  @Put("/{name}")
  @Consumes(JSON_LINES)
  @RequestBody(
      content =
          @Content(mediaType = JSON_LINES, schema = @Schema(implementation = GoldenLine.class)))
  GoldenSet put(
      HttpRequest<?> request, Caller caller, String name, @Body @Nullable InputStream body) {
    if (!name.matches(NAME)) {
      throw ApiException.invalid(
          "name", "a name has 1 to 100 letters, digits, spaces, dots, dashes and underscores");
    }
    List<GoldenLine> lines =
        upload.read(request, body == null ? InputStream.nullInputStream() : body, caller.viewer());
    return sets.put(caller.workspace(), name, lines, caller.toString());
  }

  /** JSON, a value a line. */
  private static final String JSON_LINES = "application/x-ndjson";

  /** Lists sets by name. */
  @Get
  Page<GoldenSet> list(
      Caller caller,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    return Page.of(
        sets.page(caller.workspace(), Given.orElse(asked.after(), ""), asked.oneMore()),
        asked,
        GoldenSet::name);
  }

  /** Gives a set without its questions. */
  @Get("/{name}")
  GoldenSet get(Caller caller, String name) {
    return known(caller, name);
  }

  /**
   * Lists a set's questions in their order. A quote is shown to who may read the document that it
   * is from.
   */
  @Get("/{name}/questions")
  Page<GoldenLine> questions(
      Caller caller,
      String name,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    Integer after = asked.after(Integer::valueOf);
    List<GoldenSets.Placed> found =
        sets.lines(known(caller, name).id(), Given.orElse(after, -1), asked.oneMore());
    Page<GoldenSets.Placed> page =
        Page.of(found, asked, placed -> String.valueOf(placed.ordinal()));
    Set<Expected> hidden = hidden(caller, page.data());
    return page.map(placed -> placed.line().withoutQuotes(hidden));
  }

  /** Deletes a set with its runs. Settings that were applied from one stay in force. */
  @Delete("/{name}")
  @Status(HttpStatus.NO_CONTENT)
  void delete(Caller caller, String name) {
    if (!sets.delete(caller.workspace(), name)) {
      throw ApiException.notFound("golden set", name);
    }
  }

  private GoldenSet known(Caller caller, String name) {
    return sets.find(caller.workspace(), name)
        .orElseThrow(() -> ApiException.notFound("golden set", name));
  }

  /** Places of documents that the caller can't read: a quote is text of its document. */
  private Set<Expected> hidden(Caller caller, List<GoldenSets.Placed> lines) {
    List<GoldenQuestion> questions =
        lines.stream().map(placed -> placed.line().toQuestion()).toList();
    ExpectedDocuments.Known known = documents.of(caller.workspace(), questions);
    Map<Expected, Set<UUID>> quoted = new HashMap<>();
    questions.forEach(
        question ->
            question.expected().stream()
                .filter(place -> place.quote() != null)
                .forEach(place -> quoted.put(place, known.documents(place))));
    Set<UUID> all = quoted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<UUID> readable = reads.readable(caller.viewer(), all);
    Set<Expected> hidden = new HashSet<>();
    quoted.forEach(
        (place, ids) -> {
          if (ids.isEmpty() || !readable.containsAll(ids)) {
            hidden.add(place);
          }
        });
    return hidden;
  }
}
