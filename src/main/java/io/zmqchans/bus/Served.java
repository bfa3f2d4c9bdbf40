// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * A consumer on another context than the hub's. For the hub's, where its futures complete. It comes
 * and goes on its own: what was sent to it before it goes is taken first.
 */
final class Served {
  private final Context hub;
  private final Context serving;
  private MessageConsumer<Object> consumer;

  Served(Context hub, Context serving) {
    this.hub = hub;
    this.serving = serving;
  }

  Future<Served> register(EventBus bus, String address, Handler<Message<Object>> handler) {
    Hop<Served> made = new Hop<>(hub);
    serving.runOnContext(
        there -> {
          consumer = bus.consumer(address, handler);
          made.succeed(this);
        });
    return made.future();
  }

  /** Complete when every node knows. */
  Future<Void> completion() {
    Hop<Void> done = new Hop<>(hub);
    consumer.completion().onComplete(done);
    return done.future();
  }

  Future<Void> unregister() {
    Hop<Void> gone = new Hop<>(hub);
    serving.runOnContext(there -> consumer.unregister().onComplete(gone));
    return gone.future();
  }
}
