// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Goes the way of the messages to every handler of an address on this node, and ends just before
 * it, in an interceptor. Since each handler gets what is sent to it in order, a probe that has
 * arrived everywhere tells that every message before it was taken or discarded. Any thread may call
 * {@link #arrived()}.
 */
final class Probe {
  private final AtomicInteger underway = new AtomicInteger(1);
  private final Runnable onArrival;

  Probe(Runnable onArrival) {
    this.onArrival = onArrival;
  }

  /**
   * Sends it.
   *
   * @param onArrival called once on some thread, unless there is no handler or one leaves with its
   *     copy
   * @return false if there is no handler
   */
  static boolean send(Vertx vertx, String address, Runnable onArrival) {
    Codec.register(vertx);
    Probe probe = new Probe(onArrival);
    DeliveryOptions options = Outlet.options().setLocalOnly(true).setCodecName(Codec.NAME);
    boolean somebody = !vertx.eventBus().publisher(address, options).write(probe).failed();
    if (somebody) {
      probe.arrived(); // its own, so that it isn't over while copies are still being made
    }
    return somebody;
  }

  /** One copy less. */
  void arrived() {
    if (underway.decrementAndGet() == 0) {
      onArrival.run();
    }
  }

  /** Vert.x transforms a body once for each handler: that is how copies are counted. */
  static final class Codec implements MessageCodec<Probe, Probe> {
    private static final String NAME = "zmq-probe";
    private static final Codec INSTANCE = new Codec();

    /**
     * Once for a Vertx and for good: a consumer may be paused for longer than whoever sent the
     * probe lives, and no handler of a user may ever get one.
     */
    static synchronized void register(Vertx vertx) {
      try {
        vertx.eventBus().registerCodec(INSTANCE);
        vertx.eventBus().addInboundInterceptor(Codec::end);
      } catch (IllegalStateException registeredAlready) {
        // There is no public way to ask first.
      }
    }

    private static void end(DeliveryContext<Object> delivery) {
      if (delivery.body() instanceof Probe probe) {
        probe.arrived();
      } else {
        delivery.next();
      }
    }

    @Override
    public Probe transform(Probe probe) {
      probe.underway.incrementAndGet();
      return probe;
    }

    @Override
    public void encodeToWire(Buffer wire, Probe probe) {
      throw new UnsupportedOperationException("a probe is for one node");
    }

    @Override
    public Probe decodeFromWire(int start, Buffer wire) {
      throw new UnsupportedOperationException("a probe is for one node");
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
