// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Vertx;
import io.zmqchans.bus.Roster;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Publishes the figures of {@code stats} to Micrometer: of every socket of every {@link
 * ZmqVerticle} of a Vertx, also of those to come, for as long as they are open. Needs {@code
 * micrometer-core}; a module that uses it requires {@code micrometer.core}. Any thread may call it;
 * figures are read when the registry asks for them, and cost nothing meanwhile.
 *
 * <p>The meters have the tags {@code verticle}, {@code socket} and {@code type}. Counters: {@code
 * zmqchans.received}, {@code zmqchans.received.bytes}, {@code zmqchans.sent}, {@code
 * zmqchans.sent.bytes}, {@code zmqchans.delivered}, {@code zmqchans.dropped}, {@code
 * zmqchans.refused}, {@code zmqchans.rejected}, {@code zmqchans.undecodable}, {@code
 * zmqchans.redelivered}. Gauges: {@code zmqchans.pending}, {@code zmqchans.in.flight}, {@code
 * zmqchans.paused} (0 or 1), {@code zmqchans.peers}, {@code zmqchans.stalled} (for how many seconds
 * nothing moved that should), of bridges {@code zmqchans.clients} and {@code
 * zmqchans.registrations}; and, with the tag {@code verticle} alone, {@code zmqchans.up} (0 once
 * its loop died).
 */
@SuppressWarnings("exports") // as module-info says
public final class ZmqMetrics implements MeterBinder, AutoCloseable {
  private final Roster roster;
  private final List<Meters> bound = new CopyOnWriteArrayList<>();

  /**
   * Of the verticles of this Vertx.
   *
   * @param vertx any, also before verticles are deployed
   */
  public ZmqMetrics(Vertx vertx) {
    roster = Roster.of(vertx);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Meters meters = new Meters(registry);
    bound.add(meters);
    roster.watch(meters);
  }

  /** Takes all meters out of their registries. */
  @Override
  public void close() {
    bound.forEach(roster::unwatch);
    bound.forEach(Meters::close);
    bound.clear();
  }
}
