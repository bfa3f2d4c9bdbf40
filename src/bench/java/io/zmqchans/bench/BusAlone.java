// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqMessageCodec;

/** S1: the event bus, without any ZeroMQ. */
final class BusAlone {
  private BusAlone() {}

  private static Vertx vertx() {
    Vertx vertx = Vertx.vertx();
    ZmqMessageCodec.register(vertx);
    return vertx;
  }

  static Contender flow(int size) {
    Vertx vertx = vertx();
    Contexts.register(
        vertx,
        () ->
            vertx
                .eventBus()
                .consumer(
                    "sink",
                    message -> {
                      if (message.replyAddress() != null) {
                        message.reply(null);
                      }
                    })
                .completion());
    return seconds -> {
      Flow flow = Flow.start(vertx, "sink", () -> ZmqMessage.wrap(new byte[size]), 1);
      try {
        return new Throughput(new Opened("", flow::count), null).round(seconds);
      } finally {
        flow.stop();
      }
    };
  }

  static Contender echo(int window, int size) throws Exception {
    Vertx vertx = vertx();
    EventBus bus = vertx.eventBus();
    RoundTrips trips = new RoundTrips(window, size);
    Contexts.register(
        vertx, () -> bus.consumer("there", m -> bus.send("back", m.body())).completion());
    Context context = Contexts.next(vertx);
    context.runOnContext(
        here -> bus.<ZmqMessage>consumer("back", m -> trips.back(m.body().array(0))));
    return trips.of(
        body -> bus.send("there", ZmqMessage.wrap(body)),
        () -> context.runOnContext(here -> trips.start()));
  }
}
