// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.Watcher;

/**
 * Publishes what happens to a socket's connections on its {@code events} address: at most {@link
 * #PER_PERIOD} in a period, since peers decide how much happens; what is more is counted. For the
 * loop thread.
 */
final class Connections implements Watcher {
  private static final int PER_PERIOD = 100;
  private static final long PERIOD_NANOS = 1_000_000L * Events.PERIOD_MILLIS;

  private final Events events;
  private long periodBegan = System.nanoTime();
  private int published;

  Connections(Events events) {
    this.events = events;
  }

  @Override
  public void happened(String event, String endpoint, String peer, Integer value) {
    long now = System.nanoTime();
    if (now - periodBegan > PERIOD_NANOS) {
      periodBegan = now;
      published = 0;
    }
    if (++published > PER_PERIOD) {
      events.report(Events.Kind.UNMONITORED, "too much happens to connections to publish it all");
      return;
    }
    JsonObject fields = new JsonObject().put("endpoint", endpoint);
    if (peer != null) {
      fields.put("peer", peer);
    }
    if (value != null) {
      fields.put("value", value);
    }
    events.publish(event, fields);
  }

  @Override
  public void limited(String peer, int maxConnections) {
    events.report(
        Events.Kind.LIMITED,
        "cut off %s, there are %d connections, which is maxConnections"
            .formatted(peer == null ? "a peer" : peer, maxConnections));
  }
}
