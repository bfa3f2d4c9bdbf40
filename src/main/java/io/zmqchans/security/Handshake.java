// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

/**
 * What is known of a peer that connects; null is what its mechanism doesn't say. Immutable; any
 * thread may use it. It has secrets, so it doesn't print them.
 *
 * @param mechanism {@code NULL}, {@code PLAIN} or {@code CURVE}
 * @param domain whom it wants to talk to: the socket's ZAP domain
 * @param address its IP address
 * @param key the client's public key in Z85
 */
public record Handshake(
    String mechanism, String domain, String address, String username, String password, String key) {

  @Override
  public String toString() {
    return mechanism + " from " + address + " to " + domain;
  }
}
