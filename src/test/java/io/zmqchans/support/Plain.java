// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqVerticle;
import java.util.concurrent.TimeUnit;

/**
 * An application that has nothing but this module and what comes with it: passes a message, asks
 * for the console, which isn't there, and says so.
 */
public final class Plain {
  private static final long SECONDS = 30;

  private Plain() {}

  public static void main(String[] args) throws Exception {
    System.out.println("module " + ZmqVerticle.class.getModule().isNamed());
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(
            new ZmqVerticle(),
            options(
                new JsonObject(
                    """
            {"sockets": [{"name": "a", "type": "pull", "bind": "inproc://x"},
             {"name": "b", "type": "push", "connect": "inproc://x"}]}""")))
        .await(SECONDS, TimeUnit.SECONDS);
    vertx
        .eventBus()
        .<ZmqMessage>consumer(
            "zmq.a.out", message -> System.out.println("got " + message.body().string(0)));
    vertx.eventBus().request("zmq.b.in", "hello").await(SECONDS, TimeUnit.SECONDS);
    vertx
        .deployVerticle(
            new ZmqVerticle(),
            options(new JsonObject("{\"name\": \"c\", \"console\": {\"port\": 0}}")))
        .transform(
            done -> {
              System.out.println(ZmqFailure.of(done.cause()) + ": " + done.cause().getMessage());
              return vertx.close();
            })
        .await(SECONDS, TimeUnit.SECONDS);
  }

  private static DeploymentOptions options(JsonObject config) {
    return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER).setConfig(config);
  }
}
