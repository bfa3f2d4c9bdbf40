// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.zmqchans.ZmqMessage;

/** Work for whoever is there, and what comes back. */
final class Pipeline extends VerticleBase {
  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<ZmqMessage>consumer(
            "pipeline.results.out",
            result -> System.out.println("pipeline: " + result.body().string(0)));
    return Application.deploy(
            vertx,
            """
            {"name": "pipeline", "sockets": [
              {"name": "tasks", "type": "push", "bind": "tcp://127.0.0.1:*"},
              {"name": "results", "type": "pull", "bind": "tcp://127.0.0.1:*"}]}""")
        .onSuccess(deployed -> hand(ZmqMessage.of("resize", new byte[] {1, 2, 3})));
  }

  private void hand(ZmqMessage task) {
    vertx
        .eventBus()
        .request("pipeline.tasks.in", task)
        .onSuccess(accepted -> System.out.println("pipeline: ZeroMQ has it"));
  }
}
