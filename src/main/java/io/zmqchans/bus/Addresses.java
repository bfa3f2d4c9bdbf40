// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.loop.SocketKind;

/**
 * Where a socket is on the bus; null for what its type hasn't. Immutable; any thread may use it.
 */
record Addresses(String in, String out, String control, String events) {

  static Addresses of(String verticle, SocketOptions options) {
    SocketKind kind = SocketKind.of(options.getType());
    String prefix = verticle + "." + options.getName() + ".";
    return new Addresses(
        kind.sends() ? or(options.getIn(), prefix + "in") : null,
        kind.receives() && !isClient(options, kind) ? or(options.getOut(), prefix + "out") : null,
        or(options.getControl(), prefix + "control"),
        or(options.getEvents(), prefix + "events"));
  }

  /** Answers are the replies on {@code in}. */
  private static boolean isClient(SocketOptions options, SocketKind kind) {
    return Rpc.isAsked(options) && Rpc.asks(kind);
  }

  private static String or(String given, String byDefault) {
    return given == null ? byDefault : given;
  }

  void addTo(JsonObject json) {
    put(json, "in", in);
    put(json, "out", out);
    put(json, "control", control);
    put(json, "events", events);
  }

  private static void put(JsonObject json, String key, String address) {
    if (address != null) {
      json.put(key, address);
    }
  }
}
