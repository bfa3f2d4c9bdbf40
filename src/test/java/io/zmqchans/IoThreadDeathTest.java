// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/**
 * A thread of JeroMQ's that dies of an error, as of a peer's message for which there is no memory.
 * JeroMQ itself would go on without it, and hang when it is closed.
 */
class IoThreadDeathTest {
  @Test
  void shouldEndTheVerticleAndTell() {
    Leaks leaks = new Leaks();
    Vertx vertx = Vertx.vertx();
    try {
      BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
      vertx.exceptionHandler(told::add);
      BlockingQueue<JsonObject> events = new LinkedBlockingQueue<>();
      vertx.eventBus().<JsonObject>consumer("zmq.pull.events", event -> events.add(event.body()));
      SocketOptions pull =
          new SocketOptions()
              .setName("pull")
              .setType("pull")
              .setBind("tcp://127.0.0.1:*")
              .setConfigurator(
                  socket ->
                      socket.setMsgAllocator(
                          size -> {
                            throw new OutOfMemoryError("as if");
                          }));
      SocketOptions push = new SocketOptions().setName("push").setType("push");
      ZmqOptions options = new ZmqOptions().addSocket(pull).addSocket(push);
      String deployment =
          Node.await(
              vertx.deployVerticle(
                  new ZmqVerticle(options),
                  new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
      Node.await(
          vertx
              .eventBus()
              .request(
                  "zmq.push.control",
                  new JsonObject().put("command", "connect").put("socket", "pull")));
      vertx.eventBus().send("zmq.push.in", "deadly");

      assertThat(Node.next(told)).hasMessageContaining("zmq").hasStackTraceContaining("as if");
      JsonObject died = Node.next(events);
      assertThat(died.getString("event")).isEqualTo("died");
      assertThat(died.getString("socket")).isEqualTo("pull");
      assertThat(died.getString("reason")).contains("as if");
      assertThatThrownBy(() -> Node.await(vertx.eventBus().request("zmq.push.in", "x")))
          .satisfies(e -> assertThat(ZmqFailure.of(e)).isEqualTo(ZmqFailure.CLOSED));
      Eventually.until(
          () -> "the loop ends: " + leaks.threadsSince(),
          () -> leaks.threadsSince().stream().noneMatch(t -> t.getName().equals("zmq-loop")));
      Node.await(vertx.undeploy(deployment));
    } finally {
      Node.await(vertx.close());
    }
  }
}
