// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/** Asks a service elsewhere, and is one. */
final class RequestReply extends VerticleBase {
  @Override
  public Future<?> start() {
    EventBus bus = vertx.eventBus();
    bus.<String>consumer(
        "rpc.greeter.out",
        request -> {
          if (request.body().isEmpty()) {
            request.fail(404, "nobody to greet");
          } else {
            request.reply("hello " + request.body());
          }
        });
    return Application.deploy(
            vertx,
            """
            {"name": "rpc", "sockets": [
              {"name": "adder", "type": "dealer", "mode": "rpc", "bind": "tcp://127.0.0.1:*",
               "format": "json"},
              {"name": "greeter", "type": "router", "mode": "rpc", "bind": "tcp://127.0.0.1:*",
               "format": "string"}]}""")
        .onSuccess(
            deployed ->
                bus.<JsonObject>request("rpc.adder.in", "[1, 2]")
                    .onSuccess(sum -> System.out.println("rpc: " + sum.body().getInteger("sum"))));
  }
}
