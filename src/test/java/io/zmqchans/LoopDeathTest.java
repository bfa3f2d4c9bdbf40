// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.bus.Roster;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop that dies of what nobody can go on from: here a function that finds no memory. */
class LoopDeathTest {
  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldTellWhoeverDeployedItAndLeaveNothing(ThreadingModel model) {
    int port = Leaks.freePort();
    JsonObject push = socket("push", "push").put("bind", "tcp://127.0.0.1:" + port);
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(push));
    DeploymentOptions options = new DeploymentOptions().setConfig(config).setThreadingModel(model);
    Leaks leaks = new Leaks();
    Vertx vertx = Vertx.vertx();
    try {
      BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
      vertx.exceptionHandler(told::add);
      ZmqVerticle verticle = new ZmqVerticle();
      String deployment = Node.await(vertx.deployVerticle(verticle, options));
      var pending = vertx.eventBus().request("zmq.push.in", "nobody takes it");

      var fatal =
          verticle.execute(
              "push",
              socket -> {
                throw new OutOfMemoryError("as if");
              });

      assertThatThrownBy(() -> Node.await(fatal)).hasMessageContaining("as if");
      assertThat(Node.next(told)).hasMessageContaining("zmq").hasStackTraceContaining("as if");
      assertThatThrownBy(() -> Node.await(pending)).satisfies(LoopDeathTest::isClosed);
      assertThatThrownBy(() -> Node.await(vertx.eventBus().request("zmq.push.in", "x")))
          .satisfies(LoopDeathTest::isClosed);
      assertThatThrownBy(() -> Node.await(verticle.execute("push", socket -> 1)))
          .satisfies(LoopDeathTest::isClosed);
      leaks.none(port);
      List<String> late = new ArrayList<>();
      Roster.of(vertx).onDeath(() -> late.add("told at once"));
      assertThat(late).hasSize(1);

      Node.await(vertx.undeploy(deployment));
      Node.await(vertx.deployVerticle(new ZmqVerticle(), options));
    } finally {
      Node.await(vertx.close());
    }
    leaks.none(port);
  }

  private static void isClosed(Throwable failure) {
    assertThat(ZmqFailure.of(failure)).isEqualTo(ZmqFailure.CLOSED);
  }
}
