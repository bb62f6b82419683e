package dev.millrace.retrieval.access;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a user can or can't read a document.
 *
 * @param user whom it is about
 * @param label the document's
 * @param allowing the entries that allow it to him; any one is enough
 * @param denying the entries that deny it to him; any one outweighs all that allow
 */
public record Explanation(
    Principal user, AccessLabel label, List<Match> allowing, List<Match> denying) {
  /** What the entries come to. */
  public enum Verdict {
    /** He may read it. */
    ALLOWED,
    /** An entry denies it to him. */
    DENIED,
    /** No entry concerns him. */
    NOT_NAMED
  }

  public Explanation {
    requireNonNull(user, "user");
    requireNonNull(label, "label");
    allowing = List.copyOf(allowing);
    denying = List.copyOf(denying);
  }

  /** What a label means for a user with those memberships. */
  public static Explanation of(
      Principal user, AccessLabel label, Collection<Membership> memberships) {
    Map<Principal, List<Membership>> ways = ways(user, memberships);
    return new Explanation(user, label, matches(label.allow(), ways), matches(label.deny(), ways));
  }

  /** What searches and reads decide. */
  public Verdict verdict() {
    if (!denying.isEmpty()) {
      return Verdict.DENIED;
    }
    return allowing.isEmpty() ? Verdict.NOT_NAMED : Verdict.ALLOWED;
  }

  /** The reason in a sentence. */
  public String sentence() {
    return switch (verdict()) {
      case ALLOWED -> user + " may read it: it is allowed to " + list(allowing) + ".";
      case DENIED ->
          user
              + " may not read it: it is denied to "
              + list(denying)
              + (allowing.isEmpty()
                  ? "."
                  : ", which outweighs that it is allowed to " + list(allowing) + ".");
      case NOT_NAMED ->
          user
              + " may not read it: it is allowed to "
              + (label.allow().isEmpty()
                  ? "nobody."
                  : names(label.allow()) + ", to which " + user + " does not belong.");
    };
  }

  private static String list(List<Match> matches) {
    return matches.stream().map(Match::sentence).collect(Collectors.joining(" and "));
  }

  private static String names(Set<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().collect(Collectors.joining(", "));
  }

  private static List<Match> matches(
      Set<Principal> entries, Map<Principal, List<Membership>> ways) {
    List<Match> matches = new ArrayList<>();
    entries.stream()
        .sorted(Comparator.comparing(Principal::toString))
        .forEach(
            entry -> {
              List<Membership> way = ways.get(entry);
              if (way != null) {
                matches.add(new Match(entry, way));
              }
            });
    return matches;
  }

  /**
   * The shortest way to everything that he is or belongs to, breadth first. What has a way already
   * is not gone to again, so that a cycle ends.
   */
  private static Map<Principal, List<Membership>> ways(
      Principal user, Collection<Membership> memberships) {
    Map<Principal, List<Membership>> byMember = new HashMap<>();
    memberships.forEach(
        one -> byMember.computeIfAbsent(one.member(), absent -> new ArrayList<>()).add(one));
    Map<Principal, List<Membership>> ways = new LinkedHashMap<>();
    ways.put(user, List.of());
    ways.put(Principal.EVERYONE, List.of());
    Queue<Principal> next = new ArrayDeque<>(List.of(user));
    while (!next.isEmpty()) {
      Principal member = next.remove();
      for (Membership step : byMember.getOrDefault(member, List.of())) {
        if (!ways.containsKey(step.group())) {
          List<Membership> way = new ArrayList<>(ways.getOrDefault(member, List.of()));
          way.add(step);
          ways.put(step.group(), List.copyOf(way));
          next.add(step.group());
        }
      }
    }
    return ways;
  }
}
