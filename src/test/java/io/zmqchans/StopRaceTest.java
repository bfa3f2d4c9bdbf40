// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Flood;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing the whole Vert.x, at any moment, and interrupts close every socket. */
class StopRaceTest {
  private static final int ROUNDS = 25;

  private final Leaks leaks = new Leaks();
  private final int port = Leaks.freePort();
  private final String endpoint = "tcp://127.0.0.1:" + port;
  private final JsonObject bound = socket("a", "dealer").put("bind", endpoint);
  private final JsonObject connected = socket("b", "dealer").put("connect", endpoint);

  @AfterEach
  void nothingStays() {
    leaks.none(port);
  }

  private DeploymentOptions options(ThreadingModel model) {
    JsonArray sockets = new JsonArray().add(bound).add(connected);
    for (int i = 0; i < 10; i++) {
      sockets.add(socket("inproc" + i, "pair").put("bind", "inproc://" + i));
    }
    return new DeploymentOptions()
        .setThreadingModel(model)
        .setConfig(new JsonObject().put("sockets", sockets));
  }

  private static Node deploy(ThreadingModel model, JsonObject... sockets) {
    return Node.deploy(model, new JsonObject().put("sockets", JsonArray.of((Object[]) sockets)));
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCloseAtAnyMomentOfTheStart(ThreadingModel model) {
    for (int round = 0; round < ROUNDS; round++) {
      Vertx vertx = Vertx.vertx();
      vertx.deployVerticle(new ZmqVerticle(), options(model));
      LockSupport.parkNanos(round * 400_000L);

      await(vertx.close());

      leaks.none(port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCloseWithTraffic(ThreadingModel model) {
    Node near = deploy(model, bound);
    Node far = deploy(model, connected);
    Flood out = Flood.start(near.vertx(), "zmq.a.in", "zmq.a.out", Flood.OVERFLOW);
    Flood in = Flood.start(far.vertx(), "zmq.b.in", "zmq.b.out", Flood.OVERFLOW);
    out.awaitArrivals(5_000);
    in.awaitArrivals(5_000);

    near.close();
    far.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCloseTheSocketsOfAnIdleLoopOnAnInterrupt(ThreadingModel model) {
    try (Node node = deploy(model, bound, connected)) {
      interruptLoop();

      loopEnds();
      assertThatThrownBy(() -> node.send("a", "too late")).hasMessageContaining("closed");
      await(node.vertx().undeploy(node.deployment()));
      String again = await(node.vertx().deployVerticle(new ZmqVerticle(), options(model)));
      assertThat(again).isNotEqualTo(node.deployment());
    }
  }

  /** The interrupt comes between two calls, where JeroMQ takes it for itself. */
  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCloseTheSocketsOfABusyLoopOnAnInterrupt(ThreadingModel model) {
    SocketOptions interrupted =
        new SocketOptions(bound)
            .setDecoder(
                message -> {
                  Thread.currentThread().interrupt();
                  return message;
                });
    ZmqOptions options =
        new ZmqOptions().addSocket(interrupted).addSocket(new SocketOptions(connected));
    try (Node node = Node.deploy(model, options)) {
      node.send("b", "interrupt");

      loopEnds();
      leaks.noneAt(port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldCloseTheSocketsOnAnInterruptBeforeABind(ThreadingModel model) {
    SocketOptions interrupted =
        new SocketOptions(connected)
            .setBind("tcp://127.0.0.1:*")
            .setConfigurator(socket -> Thread.currentThread().interrupt());
    ZmqOptions options =
        new ZmqOptions().addSocket(new SocketOptions(bound)).addSocket(interrupted);
    DeploymentOptions deployment = new DeploymentOptions().setThreadingModel(model);
    Vertx vertx = Vertx.vertx();
    try {
      Future<String> deployed = vertx.deployVerticle(new ZmqVerticle(options), deployment);

      assertThatThrownBy(() -> await(deployed)).hasMessageContaining("socket 'b': bind tcp://");
      leaks.none(port);
    } finally {
      await(vertx.close());
    }
  }

  /** The thread of the pool stays, under its own name. */
  private void loopEnds() {
    Eventually.until(
        () -> "the loop ends: " + leaks.threadsSince(), () -> leaks.threadsSince().size() <= 1);
    leaks.threadsSince().forEach(each -> assertThat(each.getName()).startsWith("zmq-loop-"));
  }

  /** What Vert.x does to a pool that it closes and could not ask. */
  private void interruptLoop() {
    leaks.threadsSince().stream()
        .filter(each -> each.getName().equals("zmq-loop"))
        .forEach(Thread::interrupt);
  }
}
