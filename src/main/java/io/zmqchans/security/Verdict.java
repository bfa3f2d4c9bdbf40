// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

/**
 * Whether a peer gets in, and as whom. Immutable; any thread may use it.
 *
 * @param userId may be empty
 */
public record Verdict(boolean allow, String userId) {
  public static final Verdict DENIED = new Verdict(false, "");
}
