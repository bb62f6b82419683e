package dev.millrace.app.console;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.EventStream;
import dev.millrace.app.http.Page;
import dev.millrace.app.http.Paging;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.Outcome;
import dev.millrace.ingestion.job.OutcomeFilter;
import dev.millrace.ingestion.job.OutcomeKind;
import dev.millrace.ingestion.job.Run;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.retrieval.search.DocumentReads;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs, live while they are under way, with what became of each file. */
@Controller("/console/runs/{id}")
@RequiresScope(Scope.INGEST)
@Hidden
final class RunsController {
  private static final int A_PAGE = 50;
  private static final int REASONS = 8;

  private final RunLedger ledger;
  private final RunEvents events;
  private final SourceNames names;
  private final DocumentReads documents;
  private final Navigation navigation;
  private final Templates templates;

  RunsController(
      RunLedger ledger,
      RunEvents events,
      SourceNames names,
      DocumentReads documents,
      Navigation navigation,
      Templates templates) {
    this.ledger = ledger;
    this.events = events;
    this.names = names;
    this.documents = documents;
    this.navigation = navigation;
    this.templates = templates;
  }

  /** Shows a run. */
  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> show(
      Visit visit,
      UUID id,
      @QueryValue(defaultValue = "") String outcome,
      @QueryValue @Nullable String reason,
      @QueryValue @Nullable String cursor) {
    Run run = known(id);
    Paging paging = Paging.of(A_PAGE, cursor);
    Optional<OutcomeKind> kind =
        Optional.of(outcome)
            .filter(wire -> !wire.isEmpty())
            .map(wire -> ApiException.reading("outcome", () -> OutcomeKind.of(wire)));
    Page<Outcome> page =
        Page.of(
            ledger.outcomes(
                id,
                new OutcomeFilter(kind, Optional.ofNullable(reason)),
                Optional.ofNullable(paging.after()),
                paging.oneMore()),
            paging,
            Outcome::externalId);
    String source = names.all().getOrDefault(run.sourceId(), "");
    RunPart part = RunPart.of(ledger.progress(run));
    return templates.page(
        "run.jte",
        new RunPage(
            navigation.shell(visit, Section.SOURCES, "Run of " + source),
            run.sourceId(),
            source,
            part,
            facts(run),
            run.notes(),
            stages(id),
            tabs(part, outcome),
            reasons(id, kind, outcome),
            reason,
            link(id, outcome, null, null),
            rows(visit, page.data()),
            page.nextCursor() == null ? null : link(id, outcome, reason, page.nextCursor())));
  }

  /** Tells how a run goes on, until its end. */
  @Get("/events")
  @Produces(MediaType.TEXT_EVENT_STREAM)
  MutableHttpResponse<EventStream> events(HttpRequest<?> request, UUID id) {
    return events.of(known(id).id(), request);
  }

  private static String facts(Run run) {
    String why =
        switch (run.trigger()) {
          case ASKED -> "somebody asked";
          case SCHEDULE -> "it was time";
          case CHANGE -> "something changed there";
          case RETRY -> "failed documents are tried again";
          case CLIENT -> "a client sends files";
        };
    return run.node() == null ? why : why + "; node " + run.node();
  }

  private List<RunPage.Stage> stages(UUID id) {
    Map<String, Long> all = ledger.stages(id);
    long sum = Math.max(1, all.values().stream().mapToLong(Long::longValue).sum());
    return all.entrySet().stream()
        .map(
            stage ->
                new RunPage.Stage(
                    stage.getKey(),
                    Amounts.milliseconds(stage.getValue()),
                    Math.toIntExact(Math.round(100.0 * stage.getValue() / sum))))
        .toList();
  }

  private Run known(UUID id) {
    return ledger.find(id).orElseThrow(() -> ApiException.notFound("run", id));
  }

  private static List<RunPage.Tab> tabs(RunPart part, String chosen) {
    List<RunPage.Tab> tabs = new ArrayList<>();
    int all = part.counts().stream().mapToInt(RunPart.Count::number).sum();
    tabs.add(new RunPage.Tab("all", all, link(part.id(), "", null, null), chosen.isEmpty()));
    for (RunPart.Count count : part.counts()) {
      String name = count.badge().name();
      tabs.add(
          new RunPage.Tab(
              name, count.number(), link(part.id(), name, null, null), name.equals(chosen)));
    }
    return tabs;
  }

  private List<RunPage.Reason> reasons(UUID id, Optional<OutcomeKind> kind, String outcome) {
    return ledger.reasons(id, kind, REASONS).stream()
        .map(
            one ->
                new RunPage.Reason(
                    one.reason(), one.count(), link(id, outcome, one.reason(), null)))
        .toList();
  }

  private List<RunPage.Row> rows(Visit visit, List<Outcome> outcomes) {
    Set<UUID> named =
        outcomes.stream()
            .map(Outcome::documentId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<UUID> readable = documents.readable(visit.viewer(), named);
    return outcomes.stream()
        .map(
            one ->
                new RunPage.Row(
                    one.externalId(),
                    OutcomeBadge.of(one.kind()),
                    one.reason(),
                    one.ms() == 0 ? "" : Amounts.milliseconds(one.ms()),
                    one.documentId() != null && readable.contains(one.documentId())
                        ? "/console/documents/" + one.documentId()
                        : null))
        .toList();
  }

  private static String link(
      UUID id, String outcome, @Nullable String reason, @Nullable String cursor) {
    UriBuilder uri = UriBuilder.of("/console/runs/" + id);
    if (!outcome.isEmpty()) {
      uri.queryParam("outcome", outcome);
    }
    if (reason != null) {
      uri.queryParam("reason", reason);
    }
    if (cursor != null) {
      uri.queryParam("cursor", cursor);
    }
    return uri.build().toString();
  }
}
