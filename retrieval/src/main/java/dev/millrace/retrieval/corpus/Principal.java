package dev.millrace.retrieval.corpus;

import static java.util.Objects.requireNonNull;

/**
 * Somebody, or a group of them, that a label can name. Written {@code user:alice}, {@code group:hr}
 * or {@code everyone}; an issuer other than {@value #LOCAL} stands in front: {@code okta/group:hr}.
 *
 * @param issuer who vouches for the name: {@value #LOCAL}, or an identity provider
 * @param externalId the name within issuer and kind; {@code *} for everyone
 */
public record Principal(String issuer, Kind kind, String externalId) {
  /** The issuer of principals that Millrace itself was told of. */
  public static final String LOCAL = "local";

  /** Every viewer of the workspace. */
  public static final Principal EVERYONE = new Principal(LOCAL, Kind.EVERYONE, "*");

  private static final int LONGEST_NAME = 512;

  /** What a principal stands for. */
  public enum Kind {
    USER,
    GROUP,
    EVERYONE;

    /** The name in SQL, JSON and text. */
    public String wire() {
      return switch (this) {
        case USER -> "user";
        case GROUP -> "group";
        case EVERYONE -> "everyone";
      };
    }

    /** The kind of that wire name. */
    public static Kind of(String wire) {
      return switch (wire) {
        case "user" -> USER;
        case "group" -> GROUP;
        case "everyone" -> EVERYONE;
        default ->
            throw new IllegalArgumentException("no kind of principal is called \"" + wire + "\"");
      };
    }
  }

  public Principal {
    requireName(issuer, "issuer");
    requireNonNull(kind, "kind");
    requireName(externalId, "name");
  }

  /** The user of that name whom Millrace itself knows. */
  public static Principal user(String name) {
    return new Principal(LOCAL, Kind.USER, name);
  }

  /** The group of that name that Millrace itself knows. */
  public static Principal group(String name) {
    return new Principal(LOCAL, Kind.GROUP, name);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException naming the text and the forms that are understood
   */
  public static Principal parse(String text) {
    if (text.equals("everyone")) {
      return EVERYONE;
    }
    int colon = text.indexOf(':');
    int slash = text.lastIndexOf('/', Math.max(colon, 0));
    String kind = colon < 0 ? "" : text.substring(slash + 1, colon);
    if (!kind.equals("user") && !kind.equals("group")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a principal: write everyone, user:NAME or group:NAME");
    }
    String issuer = slash < 0 ? LOCAL : text.substring(0, slash);
    return new Principal(issuer, Kind.of(kind), text.substring(colon + 1));
  }

  /** The text form, which {@link #parse} reads back. */
  @Override
  public String toString() {
    if (kind == Kind.EVERYONE) {
      return "everyone";
    }
    String name = kind.wire() + ":" + externalId;
    return issuer.equals(LOCAL) ? name : issuer + "/" + name;
  }

  private static void requireName(String name, String what) {
    requireNonNull(name, what);
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a principal's "
              + what
              + " has 1 to "
              + LONGEST_NAME
              + " characters and no control characters");
    }
  }
}
