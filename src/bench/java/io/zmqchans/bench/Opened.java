// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.net.URI;
import java.util.function.LongSupplier;

/**
 * A system with its one socket bound.
 *
 * @param count messages so far
 */
record Opened(String endpoint, LongSupplier count) {
  static final String WILDCARD = "tcp://127.0.0.1:*";

  String host() {
    return URI.create(endpoint).getHost();
  }

  int port() {
    return URI.create(endpoint).getPort();
  }
}
