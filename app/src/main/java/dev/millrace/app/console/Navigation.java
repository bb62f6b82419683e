package dev.millrace.app.console;

import dev.millrace.app.identity.Scope;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** Where a visitor can go: his key's scopes decide. */
@Singleton
final class Navigation {
  Shell shell(Visit visit, Section section, String title) {
    return new Shell(
        title,
        section,
        sections(visit),
        visit.session().user().externalId(),
        visit.caller().getName(),
        visit.session().formToken());
  }

  /** At least one: a key that opens none is not let in. */
  List<Section> sections(Visit visit) {
    return Arrays.stream(Section.values()).filter(section -> opens(section, visit)).toList();
  }

  private boolean opens(Section section, Visit visit) {
    return switch (section) {
      case ASK, DOCUMENTS, TIERS -> visit.may(Scope.SEARCH);
      case SOURCES -> visit.may(Scope.INGEST);
    };
  }
}
