// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/** Lets clients in any language call consumers, and be told of news. */
final class Gateway extends VerticleBase {
  @Override
  public Future<?> start() {
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "greetings",
            request ->
                request.reply(
                    new JsonObject().put("text", "hello " + request.body().getString("name"))));
    vertx.setPeriodic(50, id -> vertx.eventBus().publish("news.weather", "21 degrees"));
    return Application.deploy(
        vertx,
        """
        {"name": "gateway", "bridges": [
          {"name": "edge", "bind": "tcp://127.0.0.1:*",
           "inbound": [{"address": "greetings"}], "outbound": [{"addressRegex": "news\\\\..+"}]}]}""");
  }
}
