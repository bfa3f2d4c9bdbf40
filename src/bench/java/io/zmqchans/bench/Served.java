// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.Map;

/** A peer that asks, and keeps so many requests outstanding. */
final class Served implements Contender {
  private final Opened system;
  private final int size;
  private final int window;

  Served(Opened system, int size, int window) {
    this.system = system;
    this.size = size;
    this.window = window;
  }

  @Override
  public Map<String, Double> round(double seconds) throws Exception {
    String[] arguments = Peer.arguments("client", system.endpoint(), size, window, seconds);
    Peer client = Peer.start(arguments);
    String[] figures = client.line().split(" ");
    client.stop();
    return Map.of(
        "req/s", Double.valueOf(figures[0]),
        "p50 µs", Double.valueOf(figures[1]),
        "p99 µs", Double.valueOf(figures[2]));
  }
}
