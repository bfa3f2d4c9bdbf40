// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.zmqchans.ZmqMessage;

/** Knows its peers by their routing ids. */
final class Routing extends VerticleBase {
  @Override
  public Future<?> start() {
    vertx.eventBus().<ZmqMessage>consumer("routing.desk.out", message -> answer(message.body()));
    return Application.deploy(
        vertx,
        """
        {"name": "routing", "sockets": [
          {"name": "desk", "type": "router", "bind": "tcp://127.0.0.1:*",
           "options": {"router_mandatory": true}}]}""");
  }

  private void answer(ZmqMessage message) {
    System.out.println("routing: " + message.string(0) + " says " + message.string(1));
    vertx
        .eventBus()
        .send("routing.desk.in", ZmqMessage.of(message.bytes(0), "hello " + message.string(0)));
  }
}
