// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void pushPull() throws Exception {
    Vertx vertx = Vertx.vertx();
    JsonObject config =
        new JsonObject()
            .put(
                "sockets",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "pull")
                            .put("type", "pull")
                            .put("bind", "tcp://127.0.0.1:*"))
                    .add(new JsonObject().put("name", "push").put("type", "push")));
    String id =
        vertx
            .deployVerticle(
                new ZmqVerticle(),
                new DeploymentOptions().setConfig(config).setThreadingModel(ThreadingModel.WORKER))
            .await(5, TimeUnit.SECONDS);
    Object r =
        vertx
            .eventBus()
            .request(
                "zmq.push.control",
                new JsonObject().put("command", "connect").put("socket", "pull"))
            .await(5, TimeUnit.SECONDS)
            .body();
    System.out.println(r);
    int n = 200000;
    CountDownLatch latch = new CountDownLatch(n);
    vertx.eventBus().<ZmqMessage>consumer("zmq.pull.out", m -> latch.countDown());
    long t0 = System.nanoTime();
    for (int i = 0; i < n; i++) {
      if (i % 500 == 499) {
        vertx.eventBus().request("zmq.push.in", "hello").await(5, TimeUnit.SECONDS);
      } else {
        vertx.eventBus().send("zmq.push.in", "hello");
      }
    }
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    System.out.println((System.nanoTime() - t0) / 1e6 + " ms");
    System.out.println(
        vertx
            .eventBus()
            .request("zmq.control", new JsonObject().put("command", "stats"))
            .await(5, TimeUnit.SECONDS)
            .body());
    t0 = System.nanoTime();
    vertx.undeploy(id).await(5, TimeUnit.SECONDS);
    System.out.println("undeploy " + (System.nanoTime() - t0) / 1e6 + " ms");
    vertx.close().await(5, TimeUnit.SECONDS);
  }
}
