package dev.millrace.app.golden;

import dev.millrace.app.golden.AppliedSettings.Applied;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.Refusals;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.search.SearchSettings;
import dev.millrace.retrieval.store.PostgresSearchSettings;
import dev.millrace.retrieval.store.PostgresSearchSettings.Choice;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How searches rank that name no mode. */
@Controller("/api/search-settings")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "search")
final class SearchSettingsController {
  /**
   * What holds at the moment.
   *
   * @param mode lexical, vector, rrf, minmax or hybrid
   * @param without techniques that hybrid does without
   * @param applied who applied them; null where searches rank as shipped
   */
  @Serdeable
  @Schema(name = "SearchSettings")
  record InForce(String mode, List<String> without, @Nullable Applied applied) {}

  private final PostgresSearchSettings settings;
  private final AppliedSettings applied;

  SearchSettingsController(PostgresSearchSettings settings, AppliedSettings applied) {
    this.settings = settings;
    this.applied = applied;
  }

  /** Gives the settings of searches that name no mode. */
  @Get
  InForce get() {
    Optional<Choice> choice = settings.inForce();
    return new InForce(
        choice.map(Choice::mode).orElse(SearchSettings.SHIPPED.mode().wire()),
        choice.map(Choice::without).orElse(List.of()),
        choice.map(Applied::of).orElse(null));
  }

  /** Lists all settings that were ever applied, newest first, those undone included. */
  @Get("/history")
  Page<Applied> history(
      @QueryValue(defaultValue = Paging.USUAL) int limit, @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    return Page.of(
            settings.history(asked.after(Long::valueOf), asked.oneMore()),
            asked,
            choice -> String.valueOf(choice.id()))
        .map(Applied::of);
  }

  /** Goes back to the settings before those in force, which must be the ones named. */
  @Post("/{id}/undo")
  Applied undo(Caller caller, long id) {
    return applied.undo(caller, id);
  }
}
