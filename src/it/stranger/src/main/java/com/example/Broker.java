// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.zmqchans.ZmqMessage;

/** Stands between clients and servers, and looks on. */
final class Broker extends VerticleBase {
  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<ZmqMessage>consumer(
            "broker.seen", seen -> System.out.println("broker: " + seen.body().string(2)));
    return Application.deploy(
        vertx,
        """
        {"name": "broker", "sockets": [
          {"name": "clients", "type": "router", "bind": "tcp://127.0.0.1:*"},
          {"name": "servers", "type": "dealer", "bind": "tcp://127.0.0.1:*"}],
         "proxies": [{"frontend": "clients", "backend": "servers", "capture": "broker.seen"}]}""");
  }
}
