// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;

/** News for whoever wants them, and from elsewhere. */
final class PublishSubscribe extends VerticleBase {
  @Override
  public Future<?> start() {
    EventBus bus = vertx.eventBus();
    MessageConsumer<String> reader = bus.consumer("pubsub.reader.out");
    reader.handler(
        news -> {
          System.out.println("pubsub: " + news.body());
          reader.unregister(); // one is enough
        });
    vertx.setPeriodic(50, id -> bus.send("pubsub.news.in", "weather: 21 degrees"));
    return Application.deploy(
        vertx,
        """
        {"name": "pubsub", "sockets": [
          {"name": "news", "type": "pub", "bind": "tcp://127.0.0.1:*"},
          {"name": "reader", "type": "sub", "bind": "tcp://127.0.0.1:*", "subscribe": "sports",
           "format": "string"}]}""");
  }
}
