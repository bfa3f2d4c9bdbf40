// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.BridgeOptions;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqOptions;
import io.zmqchans.loop.PollLoop;
import java.util.HashSet;
import java.util.Set;

/** Opens what a verticle is configured with. For the hub's context. */
record Startup(ZmqOptions options, PollLoop loop, Relays relays, Proxies proxies) {
  /** The sockets first, one after the other; fails with the first that fails. */
  Future<?> openAll() {
    Set<String> proxied = new HashSet<>();
    for (JsonObject each : options.getProxies()) {
      proxied.add(each.getString("frontend"));
      proxied.add(each.getString("backend"));
    }
    Opening opening = loop.sockets()::open;
    Future<?> all = Future.succeededFuture();
    for (SocketOptions each : options.getSockets()) {
      boolean waits = proxied.contains(each.getName());
      all = all.compose(done -> relays.open(each, waits ? opening.forProxy() : opening));
    }
    for (JsonObject each : options.getProxies()) {
      all = all.compose(done -> proxies.start(each));
    }
    for (BridgeOptions each : options.getBridges()) {
      all = all.compose(done -> relays.open(each));
    }
    return all;
  }
}
