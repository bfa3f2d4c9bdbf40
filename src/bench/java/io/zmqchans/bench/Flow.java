// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A sender on the event bus with at most {@link #WINDOW} messages under way: the last of each
 * quarter of them is a request, and its reply makes room for the next quarter.
 */
final class Flow {
  static final int WINDOW = 1000;
  private static final int CHAINS = 4;
  private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(3_600_000);

  private final EventBus bus;
  private final String address;
  private final Supplier<Object> body;
  private final int bodies;
  private final int messages;
  private final AtomicLong count = new AtomicLong();
  private volatile boolean stopped;

  /** Bodies of so many messages each. */
  private Flow(EventBus bus, String address, Supplier<Object> body, int each) {
    this.bus = bus;
    this.address = address;
    this.body = body;
    this.bodies = Math.max(1, WINDOW / CHAINS / each);
    this.messages = bodies * each;
  }

  static Flow start(Vertx vertx, String address, Supplier<Object> body, int each) {
    Flow flow = new Flow(vertx.eventBus(), address, body, each);
    Context context = Contexts.next(vertx);
    for (int i = 0; i < CHAINS; i++) {
      context.runOnContext(started -> flow.next());
    }
    return flow;
  }

  private void next() {
    for (int i = 1; i < bodies; i++) {
      bus.send(address, body.get());
    }
    bus.request(address, body.get(), PATIENT)
        .onComplete(
            done -> {
              if (done.failed()) {
                throw new IllegalStateException(done.cause());
              }
              count.lazySet(count.getPlain() + messages);
              if (!stopped) {
                next();
              }
            });
  }

  /** Messages that arrived. */
  long count() {
    return count.get();
  }

  void stop() {
    stopped = true;
  }
}
