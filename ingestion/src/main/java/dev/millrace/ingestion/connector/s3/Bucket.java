package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.Addresses;
import dev.millrace.ingestion.connector.LinkTemplate;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where a bucket is.
 *
 * @param endpoint empty for Amazon
 * @param pathStyle whether the bucket's name is in the path rather than in the host's name
 * @param link where a person finds an object; empty for the object's own address
 */
record Bucket(
    Optional<URI> endpoint,
    String region,
    String name,
    boolean pathStyle,
    Optional<LinkTemplate> link) {

  /** The host that requests go to. */
  String host() {
    String base = endpoint.map(URI::getHost).orElseGet(() -> "s3." + region + ".amazonaws.com");
    return pathStyle ? base : name + "." + base;
  }

  /**
   * Refuses what a server must not connect to, now.
   *
   * @throws IOException naming the host
   */
  void check() throws IOException {
    Addresses.COMPANY.resolve(host());
  }

  String link(String key) {
    return link.map(template -> template.fill(Map.of("bucket", name, "key", key)))
        .orElseGet(() -> address() + "/" + LinkTemplate.encode(key));
  }

  private String address() {
    String scheme = endpoint.map(URI::getScheme).orElse("https");
    int port = endpoint.map(URI::getPort).orElse(-1);
    String path = endpoint.map(URI::getRawPath).orElse("").replaceFirst("/+$", "");
    return scheme
        + "://"
        + host()
        + (port < 0 ? "" : ":" + port)
        + path
        + (pathStyle ? "/" + name : "");
  }

  @Override
  public String toString() {
    return "bucket " + name + " at " + endpoint.map(URI::toString).orElseGet(this::host);
  }
}
