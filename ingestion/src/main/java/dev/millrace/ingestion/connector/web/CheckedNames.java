package dev.millrace.ingestion.connector.web;

import dev.millrace.ingestion.connector.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Turns the names of hosts into the addresses that are connected to, once for each connection: what
 * is checked is what is used. Addresses that stand for themselves come this way too.
 */
final class CheckedNames implements DnsResolver {
  /** Asks for the addresses of a name. */
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** An address that is not connected to; the message says which and why. */
  static final class Forbidden extends UnknownHostException {
    private static final long serialVersionUID = 1;

    Forbidden(String message) {
      super(message);
    }
  }

  private final Addresses allowed;
  private final Lookup lookup;

  CheckedNames(Addresses allowed, Lookup lookup) {
    this.allowed = allowed;
    this.lookup = lookup;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.of(host);
    try {
      allowed.check(host, found);
    } catch (IOException e) {
      throw new Forbidden(String.valueOf(e.getMessage()));
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
