// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of IPv4 or IPv6 addresses, say {@code 10.0.0.0/8}. Immutable; any thread may use it. */
public final class Cidr {
  public static final String ALLOWED =
      "an IPv4 or IPv6 address or a block of them, say 10.0.0.0/8 or fd00::/8";

  // Anything else than a whole literal would ask a name server, or mean another address: 127.1.
  private static final Pattern IPV4 =
      Pattern.compile(
          "(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)"));
  private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9a-fA-F:][0-9a-fA-F:.]*");
  private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");
  private static final int IPV4_BYTES = 4;
  private static final int MAPPED_BITS = 96;

  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads an address, or a block of them.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    byte[] network = address(literal);
    int all = network.length * Byte.SIZE;
    if (slash < 0) {
      return new Cidr(network, all);
    }
    String length = text.substring(slash + 1);
    boolean mapped = network.length == IPV4_BYTES && literal.contains(":");
    int bits = BITS.matcher(length).matches() ? Integer.parseInt(length) : -1;
    bits -= mapped ? MAPPED_BITS : 0;
    if (bits < 0 || bits > all) {
      throw new IllegalArgumentException("no such prefix length: " + length);
    }
    return new Cidr(network, bits);
  }

  /**
   * The bytes of an address; an IPv4 one mapped into IPv6 counts as IPv4. Asks no name server.
   *
   * @throws IllegalArgumentException if it isn't an address
   */
  static byte[] address(String text) {
    int zone = text.indexOf('%'); // of a link-local address: the interface
    String literal = zone < 0 ? text : text.substring(0, zone);
    try {
      if (IPV4.matcher(literal).matches() || IPV6.matcher(literal).matches()) {
        return InetAddress.getByName(literal).getAddress();
      }
    } catch (UnknownHostException e) {
      // As for any other text.
    }
    throw new IllegalArgumentException("no IP address: " + text);
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if ((address[i / Byte.SIZE] & mask) != (network[i / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }
}
