// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package com.example;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqVerticle;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Deploys each pattern, says where its sockets are bound and when all are ready, and closes them
 * when it is told something. The peers are in stranger.py.
 */
public final class Application {
  private static final long SECONDS = 30;

  private Application() {}

  public static void main(String[] args) throws Exception {
    System.out.println("module " + ZmqVerticle.class.getModule().isNamed());
    Vertx vertx = Vertx.vertx();
    Future.all(
            Stream.of(
                    new Pipeline(),
                    new PublishSubscribe(),
                    new RequestReply(),
                    new Routing(),
                    new Broker(),
                    new Gateway(),
                    new Secured())
                .map(vertx::deployVerticle)
                .toList())
        .await(SECONDS, TimeUnit.SECONDS);
    System.out.println("ready");
    System.in.read();
    vertx.close().await(SECONDS, TimeUnit.SECONDS);
    System.out.println("closed");
  }

  /** Deploys sockets as the README says, and says where they are bound. */
  static Future<?> deploy(Vertx vertx, String config) {
    JsonObject json = new JsonObject(config);
    return vertx
        .deployVerticle(
            new ZmqVerticle(),
            new DeploymentOptions().setConfig(json).setThreadingModel(ThreadingModel.WORKER))
        .compose(deployed -> say(vertx, json.getString("name")));
  }

  private static Future<?> say(Vertx vertx, String verticle) {
    return vertx
        .eventBus()
        .<JsonObject>request(verticle + ".control", new JsonObject().put("command", "list"))
        .onSuccess(reply -> System.out.println(reply.body()));
  }
}
