package dev.millrace.app.console;

import dev.millrace.app.http.AccessDesk;
import dev.millrace.app.http.AccessView;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.RequiresScope;
import dev.millrace.app.identity.Scope;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why somebody can or can't see a document. */
@Controller("/console/access")
@RequiresScope(Scope.SEARCH)
@Produces(MediaType.TEXT_HTML)
@Hidden
final class AccessController {
  private final AccessDesk desk;
  private final Navigation navigation;
  private final Templates templates;

  AccessController(AccessDesk desk, Navigation navigation, Templates templates) {
    this.desk = desk;
    this.navigation = navigation;
    this.templates = templates;
  }

  /**
   * Asks, and shows what came of it.
   *
   * @param document the document's id; empty to be asked for it
   * @param user empty for the visitor
   */
  @Get
  HttpResponse<?> show(
      Visit visit,
      @QueryValue(defaultValue = "") String document,
      @QueryValue(defaultValue = "") String user) {
    String trouble = null;
    AccessPage.Answer answer = null;
    if (!document.isBlank()) {
      try {
        answer = answer(visit, explained(visit, document.strip(), user.strip()));
      } catch (ApiException e) {
        trouble = e.getMessage();
      }
    }
    return templates.page(
        "access.jte",
        new AccessPage(
            navigation.shell(visit, Section.DOCUMENTS, "Who can see a document"),
            document.strip(),
            user.strip(),
            visit.may(Scope.ADMIN),
            trouble,
            answer));
  }

  private AccessView explained(Visit visit, String document, String user) {
    UUID id = ApiException.reading("document", () -> UUID.fromString(document));
    return desk.explain(visit.caller(), id, user.isEmpty() ? null : user);
  }

  private static AccessPage.Answer answer(Visit visit, AccessView access) {
    return new AccessPage.Answer(
        access.readable(),
        access.reason(),
        Stream.concat(
                access.denying().stream().map(entry -> way(false, entry)),
                access.allowing().stream().map(entry -> way(true, entry)))
            .toList(),
        facts(visit, access));
  }

  private static AccessPage.Way way(boolean allows, AccessView.Entry entry) {
    return new AccessPage.Way(
        allows,
        entry.principal(),
        entry.through().stream()
            .map(step -> new AccessPage.Step(step.member(), step.group(), new Moment(step.since())))
            .toList());
  }

  private static List<AccessPage.Fact> facts(Visit visit, AccessView access) {
    AccessView.Label label = access.label();
    List<AccessPage.Fact> facts = new ArrayList<>();
    facts.add(fact("Name at its source", access.externalId()));
    facts.add(fact("Source", access.source()));
    facts.add(fact("Allowed to", names(label.readers()) + whose(label.readersFrom())));
    facts.add(fact("Denied to", names(label.denied()) + whose(label.deniedFrom())));
    facts.add(since(visit, label.since()));
    facts.add(fact("Searches", searches(access)));
    return facts;
  }

  private static AccessPage.Fact fact(String name, String value) {
    return new AccessPage.Fact(name, value, null, null);
  }

  private static String names(List<String> principals) {
    return principals.isEmpty() ? "nobody" : String.join(", ", principals);
  }

  private static String whose(String from) {
    return " (the " + from + "’s)";
  }

  private static AccessPage.Fact since(Visit visit, AccessView.@Nullable Since since) {
    if (since == null) {
      return fact("Label since", "before such changes were kept");
    }
    boolean linked = since.runId() != null && visit.may(Scope.INGEST);
    return new AccessPage.Fact(
        "Label since",
        since.runId() != null
            ? "a run of the source"
            : since.change().equals("relabelled")
                ? "the readers were changed"
                : "the document was handed over",
        new Moment(since.at()),
        linked ? "/console/runs/" + since.runId() : null);
  }

  private static String searches(AccessView access) {
    AccessView.Index index = access.index();
    if (index.passages() == 0) {
      return "don’t find the document, of which the index has no passages";
    }
    if (!index.reached()) {
      return "will follow when the index has reached the label’s last change";
    }
    return access.readable() ? "show the document" : "don’t show the document";
  }
}
