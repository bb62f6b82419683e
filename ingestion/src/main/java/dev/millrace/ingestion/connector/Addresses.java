package dev.millrace.ingestion.connector;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses of the network a connector may connect to. Somebody who may name a place, or link
 * to one, must not reach through the server what the server alone can reach.
 *
 * <p>A name can lead elsewhere a moment later. Who looks out for that connects to the very
 * addresses that were checked.
 */
public enum Addresses {
  /** The public internet only: for what anybody's page may link to. */
  PUBLIC,
  /**
   * A company's own servers too, this machine among them: for what an administrator names. Never
   * the addresses by which a cloud hands out its machines' credentials.
   */
  COMPANY;

  /** An address block. Its bytes are 4 or 16; so many bits of them count. */
  private record Block(byte[] start, int bits, String what) {
    static Block of(String cidr, String what) {
      int slash = cidr.indexOf('/');
      try {
        // Numbers are not looked up anywhere.
        return new Block(
            InetAddress.getByName(cidr.substring(0, slash)).getAddress(),
            Integer.parseInt(cidr.substring(slash + 1)),
            what);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(cidr, e);
      }
    }

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff << (8 - bits % 8);
      return Arrays.equals(address, 0, whole, start, 0, whole)
          && (bits % 8 == 0 || ((address[whole] ^ start[whole]) & mask & 0xff) == 0);
    }
  }

  private static final String METADATA = "an address of the cloud's own services";

  /** Where nothing of a company's is. The fixed ones are those that clouds document. */
  private static final List<Block> NEVER =
      List.of(
          Block.of("169.254.0.0/16", "a link-local address"),
          Block.of("fe80::/10", "a link-local address"),
          Block.of("168.63.129.16/32", METADATA),
          Block.of("100.100.100.200/32", METADATA),
          Block.of("fd00:ec2::254/128", METADATA),
          Block.of("fd20:ce::254/128", METADATA),
          Block.of("0.0.0.0/32", "no address"),
          Block.of("::/128", "no address"),
          Block.of("224.0.0.0/4", "a multicast address"),
          Block.of("ff00::/8", "a multicast address"),
          Block.of("255.255.255.255/32", "the broadcast address"));

  /** IANA's special-purpose registries (RFC 6890), without what is publicly reachable there. */
  private static final List<Block> NOT_PUBLIC =
      List.of(
          Block.of("127.0.0.0/8", "the server's own machine"),
          Block.of("0.0.0.0/8", "the server's own network"),
          Block.of("10.0.0.0/8", "a private address"),
          Block.of("172.16.0.0/12", "a private address"),
          Block.of("192.168.0.0/16", "a private address"),
          Block.of("100.64.0.0/10", "a provider's inner address"),
          Block.of("192.0.0.0/24", "a reserved address"),
          Block.of("192.0.2.0/24", "an address for examples"),
          Block.of("192.88.99.0/24", "a reserved address"),
          Block.of("198.18.0.0/15", "an address for measurements"),
          Block.of("198.51.100.0/24", "an address for examples"),
          Block.of("203.0.113.0/24", "an address for examples"),
          Block.of("240.0.0.0/4", "a reserved address"),
          Block.of("::1/128", "the server's own machine"),
          Block.of("2001::/23", "a reserved address"),
          Block.of("2001:db8::/32", "an address for examples"),
          Block.of("2002::/16", "an address that stands for another"),
          Block.of("3fff::/20", "an address for examples"));

  private static final Block GLOBAL = Block.of("2000::/3", "");

  /** Forms of IPv6 that stand for an IPv4 address, which lies at that byte. */
  private static final Block COMPATIBLE = Block.of("::/96", "");

  private static final Block NAT64 = Block.of("64:ff9b::/96", "");
  private static final Block SIX_TO_FOUR = Block.of("2002::/16", "");

  /** Why it must not be connected to: "a private address". Empty if it may. */
  public Optional<String> refusal(InetAddress address) {
    byte[] bytes = address.getAddress();
    Optional<String> refusal = in(NEVER, bytes).or(() -> throughV6(bytes));
    return switch (this) {
      case COMPANY -> refusal;
      case PUBLIC -> refusal.or(() -> in(NOT_PUBLIC, bytes)).or(() -> outside(bytes));
    };
  }

  private Optional<String> throughV6(byte[] address) {
    if (NAT64.holds(address)) {
      return inner(address, 12);
    }
    // ::1 is of this form too, and stands for itself.
    if (COMPATIBLE.holds(address) && (address[12] | address[13] | address[14]) != 0) {
      return inner(address, 12);
    }
    return SIX_TO_FOUR.holds(address) ? inner(address, 2) : Optional.empty();
  }

  private Optional<String> inner(byte[] address, int at) {
    try {
      return refusal(Inet4Address.getByAddress(Arrays.copyOfRange(address, at, at + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes that are no address", e);
    }
  }

  private static Optional<String> in(List<Block> blocks, byte[] address) {
    return blocks.stream().filter(block -> block.holds(address)).map(Block::what).findFirst();
  }

  private static Optional<String> outside(byte[] address) {
    return address.length == 4 || GLOBAL.holds(address) || NAT64.holds(address)
        ? Optional.empty()
        : Optional.of("not an address of the public internet");
  }

  /**
   * The addresses of a host, at least one.
   *
   * @param host a name or an address; an IPv6 one may stand in brackets
   * @throws IOException if it has none, or one that is refused; the message names the host
   */
  public List<InetAddress> resolve(String host) throws IOException {
    InetAddress[] all;
    try {
      all = InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException(host + " is not known: check the name", e);
    }
    check(host, all);
    return List.of(all);
  }

  /**
   * Checks the addresses that a host was found to have.
   *
   * @throws IOException if one of them is refused; the message names the host
   */
  public void check(String host, InetAddress... found) throws IOException {
    for (InetAddress address : found) {
      Optional<String> refusal = refusal(address);
      if (refusal.isPresent()) {
        String numbers = address.getHostAddress();
        throw new IOException(
            host
                + (host.equals(numbers) ? "" : " (" + numbers + ")")
                + " is "
                + refusal.get()
                + ": it is not connected to");
      }
    }
  }
}
