// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.regex.Pattern;

/**
 * One of a socket's endpoints. Immutable; any thread may use it.
 *
 * @param bound or connected to
 * @param asked as it was asked for; null of a ready-made socket
 * @param resolved as JeroMQ has it
 */
record EndpointEntry(boolean bound, String asked, String resolved) {
  private static final Pattern NAMED = Pattern.compile("tcp://(?!\\d+\\.|\\[).*");

  boolean is(boolean bind, String endpoint) {
    return isOf(bind) && (endpoint.equals(resolved) || endpoint.equals(asked));
  }

  /** Whether it may be of this one: what JeroMQ connected to is an address, never a name. */
  boolean has(String address) {
    return address.equals(resolved)
        || (!bound && NAMED.matcher(resolved).matches() && port(address).equals(port(resolved)));
  }

  private static String port(String endpoint) {
    return endpoint.substring(endpoint.lastIndexOf(':'));
  }

  /** A ready-made one may be either, and JeroMQ undoes both in the same way. */
  boolean isOf(boolean bind) {
    return bound == bind || asked == null;
  }
}
