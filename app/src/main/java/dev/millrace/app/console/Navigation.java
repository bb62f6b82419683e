package dev.millrace.app.console;

import dev.millrace.app.identity.Scope;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a visitor can go: his key's scopes and the parts of this server decide. */
@Singleton
final class Navigation {
  private final boolean fleet;

  Navigation(Optional<FleetView> fleet) {
    this.fleet = fleet.isPresent();
  }

  Shell shell(Visit visit, Section section, String title) {
    return new Shell(
        title,
        section,
        sections(visit),
        visit.session().user().externalId(),
        visit.caller().getName(),
        visit.session().formToken());
  }

  List<Section> sections(Visit visit) {
    return Arrays.stream(Section.values()).filter(section -> opens(section, visit)).toList();
  }

  private boolean opens(Section section, Visit visit) {
    return switch (section) {
      case ASK -> false;
      case DOCUMENTS -> visit.may(Scope.SEARCH);
      case SOURCES -> visit.may(Scope.INGEST);
      case TIERS -> fleet && visit.may(Scope.SEARCH);
    };
  }
}
