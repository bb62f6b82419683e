package dev.millrace.app.http;

import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups: who belongs to which. */
@Controller("/api/groups")
@RequiresScope(Scope.ADMIN)
@Refusals
@Tag(name = "groups")
final class GroupsController {
  /**
   * A group's members.
   *
   * @param members each as user:NAME or group:NAME
   */
  @Serdeable
  record Members(@Nullable List<String> members) {
    Members {
      members = Given.all(members, "members");
    }

    Set<Principal> principals() {
      return ApiException.reading(
          "members",
          () ->
              Given.all(members, "members").stream()
                  .map(Principal::parse)
                  .collect(Collectors.toSet()));
    }
  }

  /**
   * A group.
   *
   * @param name its name; a label names it group:NAME
   * @param members its direct members
   */
  @Serdeable
  record Group(String name, List<String> members) {
    static Group of(String name, Collection<Principal> members) {
      return new Group(name, members.stream().map(Principal::toString).sorted().toList());
    }
  }

  private final Directory directory;

  GroupsController(Directory directory) {
    this.directory = directory;
  }

  /** Replaces a group's members; holds from the next query on. The group is made if need be. */
  @Put("/{name}")
  Group set(Caller caller, String name, @Body Members wanted) {
    Principal group = ApiException.reading("name", () -> Principal.group(name));
    Set<Principal> members = wanted.principals();
    ApiException.reading(
        "members",
        () -> {
          directory.setMembers(caller.workspace(), group, members);
          return group;
        });
    return Group.of(name, members);
  }

  /** Lists groups by name, with their direct members. */
  @Get
  Page<Group> list(
      Caller caller,
      @QueryValue(defaultValue = Paging.USUAL) int limit,
      @QueryValue @Nullable String cursor) {
    Paging asked = Paging.of(limit, cursor);
    TreeMap<String, Set<Principal>> byName = new TreeMap<>();
    directory.groups(caller.workspace()).forEach((group, of) -> byName.put(name(group), of));
    String after = asked.after();
    Map<String, Set<Principal>> rest = after == null ? byName : byName.tailMap(after, false);
    List<Group> found =
        rest.entrySet().stream()
            .limit(asked.oneMore())
            .map(group -> Group.of(group.getKey(), group.getValue()))
            .toList();
    return Page.of(found, asked, Group::name);
  }

  /** As it is written after {@code group:}, with its issuer in front where that is another. */
  private static String name(Principal group) {
    return group.issuer().equals(Principal.LOCAL)
        ? group.externalId()
        : group.issuer() + "/" + group.externalId();
  }
}
