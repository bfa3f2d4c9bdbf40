// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import java.util.Map;

/** A peer that asks, and says in the end how it was answered. */
final class Served implements Contender {
  private final String unit;
  private final Peer.Program program;
  private final Object[] arguments;

  /** The program is started with these arguments, and the seconds, for each round. */
  Served(String unit, Peer.Program program, Object... arguments) {
    this.unit = unit;
    this.program = program;
    this.arguments = arguments;
  }

  @Override
  public Map<String, Double> round(double seconds) throws Exception {
    Peer client = Peer.start(program, arguments, seconds);
    String[] figures = client.line().split(" ");
    client.stop();
    return Map.of(
        unit,
        Double.valueOf(figures[0]),
        "p50 µs",
        Double.valueOf(figures[1]),
        "p99 µs",
        Double.valueOf(figures[2]));
  }
}
