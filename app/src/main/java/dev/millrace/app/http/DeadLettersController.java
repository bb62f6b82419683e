package dev.millrace.app.http;

import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.DeadLetters;
import dev.millrace.ingestion.job.Sources;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents of a source that can't be had, each with the reason, until somebody decides. */
@Controller("/api/sources/{id}/dead-letters")
@RequiresScope(Scope.INGEST)
@Refusals
@Tag(name = "sources")
final class DeadLettersController {
  /**
   * A document that can't be had.
   *
   * @param tries how often it was tried
   * @param documentId the document whose last good text is kept; null if there is none
   */
  @Serdeable
  @Schema(name = "DeadLetter")
  record View(String externalId, String uri, String reason, int tries, @Nullable UUID documentId) {
    static View of(DeadLetters.DeadLetter letter) {
      return new View(
          letter.externalId(), letter.uri(), letter.reason(), letter.tries(), letter.documentId());
    }
  }

  /**
   * Which of them are meant.
   *
   * @param externalIds those
   * @param all true for all that there are; externalIds is left out then
   */
  @Serdeable
  @Schema(name = "DeadLettersMeant")
  record Meant(@Nullable List<String> externalIds, @Nullable Boolean all) {
    Meant {
      if (Given.orElse(all, false) == (externalIds != null)) {
        throw ApiException.invalid(
            "externalIds", "give externalIds, or \"all\": true: one of the two");
      }
      if (externalIds != null) {
        externalIds = Given.all(externalIds, "externalIds");
      }
    }
  }

  /**
   * How many were dealt with.
   *
   * @param count those that were on the list
   */
  @Serdeable
  @Schema(name = "DeadLettersDealtWith")
  record DealtWith(int count) {}

  private final DeadLetters letters;
  private final Sources sources;

  DeadLettersController(DeadLetters letters, Sources sources) {
    this.letters = letters;
    this.sources = sources;
  }

  /** Lists the documents of a source that can't be had, by name. */
  @Get
  Page<View> list(
      UUID id,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    List<DeadLetters.DeadLetter> found =
        letters.page(known(id), Optional.ofNullable(asked.after()), asked.oneMore());
    return Page.of(found, asked, DeadLetters.DeadLetter::externalId).map(View::of);
  }

  /** Has them tried again, at once where the server goes there by itself. */
  @Post("/retry")
  DealtWith retry(UUID id, @Body Meant meant) {
    List<String> named = meant.externalIds();
    return new DealtWith(
        named == null ? letters.retryAll(known(id)) : letters.retry(known(id), named));
  }

  /** Takes them off the list: they are no longer tried until they change. */
  @Post("/ignore")
  DealtWith ignore(UUID id, @Body Meant meant) {
    List<String> named = meant.externalIds();
    return new DealtWith(
        named == null ? letters.ignoreAll(known(id)) : letters.ignore(known(id), named));
  }

  private UUID known(UUID id) {
    if (sources.find(id).isEmpty()) {
      throw ApiException.notFound("source", id);
    }
    return id;
  }
}
