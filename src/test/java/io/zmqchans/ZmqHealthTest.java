// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZmqHealthTest extends RelayFixture {
  private HealthChecks health;

  @BeforeEach
  void register() {
    deploy(
        ThreadingModel.WORKER,
        socket("tasks", "push").put("bind", "tcp://127.0.0.1:*"),
        socket("lonely", "push").put("bind", "tcp://127.0.0.1:*"),
        socket("worker", "pull").put("maxInFlight", 1));
    node.command("worker", "connect", "endpoint", node.endpoint("tasks"));
    health = HealthChecks.create(node.vertx());
    health.register("zmq", ZmqHealth.procedure(node.vertx()));
  }

  private CheckResult check() {
    return Node.await(health.checkStatus());
  }

  private JsonObject data() {
    JsonObject data =
        check().toJson().getJsonArray("checks").getJsonObject(0).getJsonObject("data");
    return data.getJsonObject("zmq");
  }

  @Test
  void shouldBeUp() {
    assertThat(CheckResult.isUp(check())).isTrue();
    assertThat(data())
        .isEqualTo(
            new JsonObject()
                .put("loop", "UP")
                .put("ioThreads", "UP")
                .put("stalled", new JsonObject()));
  }

  @Test
  void shouldNameSocketsThatNobodyTakesFromUntilSomebodyDoes() {
    node.vertx().eventBus().send("zmq.lonely.in", "waits for a peer");
    for (int i = 0; i < 3; i++) {
      node.send("tasks", "waits for a consumer");
    }

    Eventually.until(
        () -> "both stall: " + data(),
        () ->
            data()
                .getJsonObject("stalled")
                .fieldNames()
                .equals(java.util.Set.of("lonely", "worker")));
    assertThat(CheckResult.isUp(check())).isFalse();

    BlockingQueue<ZmqMessage> received = received("worker");
    node.command("worker", "connect", "endpoint", node.endpoint("lonely"));
    for (int i = 0; i < 4; i++) {
      Node.next(received);
    }
    Eventually.until(() -> "all is well: " + data(), () -> CheckResult.isUp(check()));
  }

  @Test
  void shouldBeDownWhenTheLoopDied() {
    node.vertx().exceptionHandler(told -> {});
    node.verticle()
        .execute(
            "tasks",
            socket -> {
              throw new OutOfMemoryError("as if");
            });

    Eventually.until(() -> "it is down: " + data(), () -> data().getString("loop").equals("DOWN"));
    assertThat(CheckResult.isUp(check())).isFalse();
  }

  @Test
  void shouldBeUpWithoutVerticles() {
    Node.await(node.vertx().undeploy(node.deployment()));

    assertThat(CheckResult.isUp(check())).isTrue();
  }
}
