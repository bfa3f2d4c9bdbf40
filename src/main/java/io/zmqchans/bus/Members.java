// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The nodes of a cluster that have this module, each by an address of its own. A node is gone when
 * the cluster says so: when it has taken that address off the bus. One that can't be reached for a
 * while isn't. Any thread may call it.
 */
final class Members {
  /** Entries may be missing for a moment while others join or leave. */
  private static final int CONFIRMATIONS = 2;

  private static final String PREFIX = "io.zmqchans.node.";

  private final EventBus bus;
  private final String self = PREFIX + UUID.randomUUID();
  private final Map<String, Integer> missed = new ConcurrentHashMap<>();

  Members(EventBus bus) {
    this.bus = bus;
    add(self);
  }

  String self() {
    return self;
  }

  /** Whether this may be a node's address; nothing is ever sent to any other. */
  static boolean isNode(String address) {
    return address.startsWith(PREFIX);
  }

  /** Has notices to this node, or to all, handled from now on; complete when every node knows. */
  Future<?> listen(String everybody, Consumer<JsonObject> handler) {
    Handler<Message<Object>> checked =
        message -> {
          if (Notices.isOne(message.body())) {
            handler.accept((JsonObject) message.body());
          }
        };
    return Future.all(
        bus.consumer(self, checked).completion(), bus.consumer(everybody, checked).completion());
  }

  void add(String node) {
    missed.put(node, 0);
  }

  Set<String> all() {
    return Set.copyOf(missed.keySet());
  }

  /** Looks whether they are still there; called every now and then. */
  void check(JsonObject ping, Consumer<String> onGone) {
    for (String node : all()) {
      if (!node.equals(self)) {
        bus.sender(node, new DeliveryOptions())
            .write(ping)
            .onSuccess(there -> missed.computeIfPresent(node, (key, times) -> 0))
            .onFailure(e -> miss(node, e, onGone));
      }
    }
  }

  private void miss(String node, Throwable failure, Consumer<String> onGone) {
    if (!Outlet.isNobody(failure)) {
      return;
    }
    Integer times = missed.computeIfPresent(node, (key, before) -> before + 1);
    if (times != null && times >= CONFIRMATIONS && missed.remove(node) != null) {
      onGone.accept(node);
    }
  }
}
