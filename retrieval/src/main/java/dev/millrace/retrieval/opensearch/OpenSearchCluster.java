package dev.millrace.retrieval.opensearch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a cluster is and how it is spoken to.
 *
 * @param urls of nodes; the next is asked where one is away
 * @param login empty for a cluster that asks for none
 * @param authority a PEM file with the certificates that its own may be signed by; empty for those
 *     that Java trusts
 * @param timeout longest time of one request
 */
public record OpenSearchCluster(
    List<URI> urls, Optional<Login> login, Optional<Path> authority, Duration timeout) {
  /** A user of the cluster's. */
  public record Login(String user, String password) {
    public Login {
      requireNonNull(password, "password");
      if (user.isBlank() || user.contains(":")) {
        throw new IllegalArgumentException("the user has a name without a colon");
      }
    }

    /** Everything but the password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  public OpenSearchCluster {
    urls = List.copyOf(urls);
    requireNonNull(login, "login");
    requireNonNull(authority, "authority");
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a cluster has a URL or more");
    }
    urls.forEach(OpenSearchCluster::check);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("a cluster is given some time to answer");
    }
  }

  private static void check(URI url) {
    String scheme = url.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("a node's URL begins with http:// or https://");
    }
    if (url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a node's URL has a host and neither user, query nor fragment; user and password are"
              + " set as such");
    }
  }
}
