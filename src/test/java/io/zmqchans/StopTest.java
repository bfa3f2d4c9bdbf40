// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Flood;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Undeploying ends in time, whatever peers and senders do, and leaves nothing behind. */
class StopTest {
  private static final int CLOSE_TIMEOUT = 500;
  private static final int MOST = CLOSE_TIMEOUT + 2000; // CONTRACT §1

  private final Leaks leaks = new Leaks();
  private final int port = Leaks.freePort();
  private final String endpoint = "tcp://127.0.0.1:" + port;

  private static Node deploy(ThreadingModel model, JsonObject... sockets) {
    return Node.deploy(
        model,
        new JsonObject()
            .put("closeTimeout", CLOSE_TIMEOUT)
            .put("sockets", JsonArray.of((Object[]) sockets)));
  }

  private static void undeploy(Node node) throws Exception {
    node.vertx().undeploy(node.deployment()).await(MOST, TimeUnit.MILLISECONDS);
  }

  @AfterEach
  void nothingStays() {
    leaks.none(port);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndInTimeWithUnsentMessagesForAnAbsentPeer(ThreadingModel model) throws Exception {
    try (Node node = deploy(model, socket("push", "push").put("connect", endpoint))) {
      for (int i = 0; i < 100; i++) {
        node.send("push", "for nobody");
      }

      undeploy(node);

      leaks.none();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndInTimeWithMessagesThatZeroMqDoesNotTake(ThreadingModel model) throws Exception {
    JsonObject push =
        socket("push", "push")
            .put("connect", endpoint)
            .put("options", new JsonObject().put("sndhwm", 10).put("linger", -1));
    try (Node node = deploy(model, push)) {
      for (int i = 0; i < 500; i++) {
        node.vertx().eventBus().send("zmq.push.in", "for nobody");
      }
      Eventually.until(
          () -> "messages are pending: " + node.stats("push"),
          () -> node.stats("push").getInteger("pending") > 100);

      undeploy(node);

      leaks.none();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndInTimeWithMessagesForAnInprocNameThatNobodyBinds(ThreadingModel model)
      throws Exception {
    try (Node node = deploy(model, socket("push", "push").put("connect", "inproc://nobody"))) {
      for (int i = 0; i < 10; i++) {
        node.send("push", "for nobody");
      }

      undeploy(node);

      leaks.none();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndInTimeWhileFloodedBothWays(ThreadingModel model) throws Exception {
    try (Node near = deploy(model, socket("a", "dealer").put("bind", endpoint));
        Node far = deploy(model, socket("b", "dealer").put("connect", endpoint))) {
      Flood out = Flood.start(near.vertx(), "zmq.a.in", "zmq.a.out", Flood.OVERFLOW);
      Flood in = Flood.start(far.vertx(), "zmq.b.in", "zmq.b.out", Flood.OVERFLOW);
      out.awaitArrivals(5_000);
      in.awaitArrivals(5_000);

      undeploy(near);
      undeploy(far);

      leaks.none(port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndInTimeWhileNobodyConsumesTheFlood(ThreadingModel model) throws Exception {
    try (Node near = deploy(model, socket("a", "dealer").put("bind", endpoint));
        Node far = deploy(model, socket("b", "dealer").put("connect", endpoint))) {
      Flood.start(far.vertx(), "zmq.b.in", "zmq.b.out", Flood.OVERFLOW);
      Eventually.until(
          () -> "reading pauses: " + near.stats("a"), () -> near.stats("a").getBoolean("paused"));

      undeploy(near);
      undeploy(far);

      leaks.none(port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldLeaveTheSecondOfTwoUndeploysWithNothingToDo(ThreadingModel model) {
    try (Node node = deploy(model, socket("a", "dealer").put("bind", endpoint))) {
      Future<Void> first = node.vertx().undeploy(node.deployment());
      Future<Void> second = node.vertx().undeploy(node.deployment());

      await(first);
      await(second.otherwiseEmpty());

      leaks.none(port);
      assertThatThrownBy(() -> await(node.vertx().undeploy(node.deployment())))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndWhenAHandlerUndeploys(ThreadingModel model) {
    try (Node node = deploy(model, socket("a", "dealer").put("bind", endpoint))) {
      Vertx vertx = node.vertx();
      vertx
          .eventBus()
          .consumer(
              "undeploy",
              message ->
                  vertx
                      .undeploy(node.deployment())
                      .onComplete(done -> message.reply(done.succeeded())));

      boolean undeployed = node.request("undeploy", "now");

      assertThat(undeployed).isTrue();
      leaks.none(port);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldEndOnTheCommandClose(ThreadingModel model) {
    try (Node node = deploy(model, socket("a", "dealer").put("bind", endpoint))) {
      node.command(null, "close");

      leaks.none(port);
      Eventually.until(
          () -> "it is undeployed: " + node.vertx().deploymentIDs(),
          () -> node.vertx().deploymentIDs().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldHaveNoAddressesAfterwards(ThreadingModel model) throws Exception {
    try (Node node = deploy(model, socket("a", "dealer").put("bind", endpoint))) {
      undeploy(node);

      for (String address : new String[] {"zmq.a.in", "zmq.a.control", "zmq.control"}) {
        assertThatThrownBy(() -> node.request(address, "hello"))
            .isInstanceOfSatisfying(
                ReplyException.class,
                e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.NO_HANDLERS));
      }
    }
  }
}
