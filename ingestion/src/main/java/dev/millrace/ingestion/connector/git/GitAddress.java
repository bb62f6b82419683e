package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.LinkTemplate;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/** Where a repository is. It never holds a password. */
record GitAddress(URI url) {
  private static final String GITHUB = "/blob/{branch}/{path}";
  private static final String GITLAB = "/-/blob/{branch}/{path}";
  private static final String GITEA = "/src/branch/{branch}/{path}";
  private static final String BITBUCKET = "/src/{branch}/{path}";

  /**
   * @throws IllegalArgumentException saying what an address may be
   */
  static GitAddress of(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is no address: write https://HOST/PATH (ssh addresses are not understood)", e);
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "must not hold a name or password: use settings.username and settings.token");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean remote = scheme.equals("https") || scheme.equals("http");
    boolean fits = remote ? url.getHost() != null : scheme.equals("file") && local(url);
    if (!fits || url.getRawFragment() != null || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "begins with https://, http:// or file:/// and has a path; ssh is not supported, use"
              + " https with a token");
    }
    return new GitAddress(url);
  }

  private static boolean local(URI url) {
    return url.getHost() == null && url.getPath() != null && url.getPath().startsWith("/");
  }

  boolean overHttp() {
    return url.getHost() != null;
  }

  /**
   * Refuses what a server must not connect to, now.
   *
   * @throws IOException naming the host
   */
  void check() throws IOException {
    if (overHttp()) {
      Addresses.COMPANY.resolve(url.getHost());
    }
  }

  URIish forGit() {
    try {
      return overHttp() ? new URIish(url.toString()) : new URIish(url.getPath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no address for git: " + e.getReason(), e);
    }
  }

  /** With which name a token is sent, where none was set: what the forge's manual says. */
  String usualUsername() {
    String host = host();
    if (host.contains("bitbucket")) {
      return "x-token-auth";
    }
    return host.contains("gitlab") ? "oauth2" : "x-access-token";
  }

  /** Where a person finds a file, on the forges whose names give them away. */
  String link(Optional<LinkTemplate> own, String branch, String path) {
    return own.or(this::usualLink)
        .map(template -> template.fill(Map.of("branch", branch, "path", path)))
        .orElseGet(() -> url + "#" + LinkTemplate.encode(path));
  }

  private Optional<LinkTemplate> usualLink() {
    String host = host();
    Optional<String> tail =
        host.contains("github")
            ? Optional.of(GITHUB)
            : host.contains("gitlab")
                ? Optional.of(GITLAB)
                : host.contains("gitea") || host.contains("forgejo") || host.equals("codeberg.org")
                    ? Optional.of(GITEA)
                    : host.equals("bitbucket.org") ? Optional.of(BITBUCKET) : Optional.empty();
    String base = url.toString().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return tail.map(end -> new LinkTemplate(base.replace("{", "%7B").replace("}", "%7D") + end));
  }

  private String host() {
    return url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
