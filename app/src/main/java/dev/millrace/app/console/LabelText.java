package dev.millrace.app.console;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may read something, as a sentence's end: "everyone", "the group hr, but not user bob". */
final class LabelText {
  private LabelText() {}

  static String of(AccessLabel label) {
    String readers = label.allow().isEmpty() ? "nobody" : names(label.allow());
    return label.deny().isEmpty() ? readers : readers + ", but not " + names(label.deny());
  }

  private static String names(Set<Principal> principals) {
    List<String> names =
        new ArrayList<>(principals.stream().map(LabelText::name).sorted().toList());
    String last = names.removeLast();
    return names.isEmpty() ? last : String.join(", ", names) + " and " + last;
  }

  private static String name(Principal principal) {
    String local =
        switch (principal.kind()) {
          case EVERYONE -> "everyone";
          case GROUP -> "the group " + principal.externalId();
          case USER -> principal.externalId();
        };
    return principal.issuer().equals(Principal.LOCAL)
        ? local
        : local + " (" + principal.issuer() + ")";
  }
}
