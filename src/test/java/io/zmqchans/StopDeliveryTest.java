// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.await;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** What was accepted before an undeploy reaches a peer that is there, and nothing else does. */
class StopDeliveryTest {
  private static final int COUNT = 900; // below maxPending
  private static final int CLOSE_TIMEOUT = 10_000; // time is not the matter here

  private final Leaks leaks = new Leaks();
  private ZContext context;
  private ZMQ.Socket peer;

  @BeforeEach
  void openPeer() {
    context = new ZContext();
    peer = context.createSocket(SocketType.PULL);
    peer.setReceiveTimeOut(20_000);
  }

  @AfterEach
  void nothingStays() {
    context.close();
    leaks.none();
  }

  private Node deploy(ThreadingModel model, JsonObject options) {
    int port = peer.bindToRandomPort("tcp://127.0.0.1");
    JsonObject push =
        socket("push", "push").put("connect", "tcp://127.0.0.1:" + port).put("options", options);
    return Node.deploy(
        model,
        new JsonObject().put("closeTimeout", CLOSE_TIMEOUT).put("sockets", JsonArray.of(push)));
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  /** So many messages, or fewer if no more come within 20 s. */
  private List<String> receive(int count) {
    List<String> all = new ArrayList<>();
    for (String next; all.size() < count && (next = peer.recvStr()) != null; ) {
      all.add(next);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldDeliverWhatWasAnsweredBeforeTheUndeploy(ThreadingModel model) {
    try (Node node = deploy(model, new JsonObject())) {
      numbers(COUNT).forEach(each -> node.send("push", each));

      await(node.vertx().undeploy(node.deployment()));

      assertThat(receive(COUNT)).isEqualTo(numbers(COUNT));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldDeliverPlainSendsRightBeforeTheUndeploy(ThreadingModel model) {
    try (Node node = deploy(model, new JsonObject())) {
      EventBus bus = node.vertx().eventBus();
      numbers(COUNT).forEach(each -> bus.send("zmq.push.in", each));

      await(node.vertx().undeploy(node.deployment()));

      assertThat(receive(COUNT)).isEqualTo(numbers(COUNT));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldGoOnDeliveringToASlowPeerWhileStopping(ThreadingModel model) {
    peer.setRcvHWM(1);
    peer.setReceiveBufferSize(4096);
    JsonObject small = new JsonObject().put("sndhwm", 1).put("sndbuf", 4096);
    String padding = "-".repeat(10_000);
    try (Node node = deploy(model, small)) {
      EventBus bus = node.vertx().eventBus();
      numbers(COUNT).forEach(each -> bus.send("zmq.push.in", each + padding));

      Future<Void> undeployed = node.vertx().undeploy(node.deployment());

      List<String> received = receive(COUNT);
      await(undeployed);
      assertThat(received).isEqualTo(numbers(COUNT).stream().map(n -> n + padding).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKER", "EVENT_LOOP"})
  void shouldAnswerEveryRequestTruthfullyWhileStopping(ThreadingModel model) {
    try (Node node = deploy(model, new JsonObject())) {
      EventBus bus = node.vertx().eventBus();
      List<Future<?>> answers = new ArrayList<>();
      Future<Void> undeployed = null;
      for (int i = 0; i < 4 * COUNT || !undeployed.isComplete(); i++) {
        answers.add(bus.request("zmq.push.in", String.valueOf(i)));
        if (i == COUNT) {
          undeployed = node.vertx().undeploy(node.deployment());
        }
      }
      await(Future.join(answers).otherwiseEmpty());

      List<String> accepted = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).succeeded()) {
          accepted.add(String.valueOf(i));
        } else {
          assertThat(answers.get(i).cause())
              .isInstanceOfSatisfying(ReplyException.class, e -> isGone(e));
        }
      }
      assertThat(accepted).isNotEmpty();
      assertThat(receive(accepted.size())).isEqualTo(accepted);
      peer.setReceiveTimeOut(0);
      assertThat(peer.recvStr()).isNull();
    }
  }

  private static void isGone(ReplyException e) {
    boolean discarded =
        e.failureType() == ReplyFailure.TIMEOUT && e.getMessage().startsWith("Discarded");
    if (e.failureType() != ReplyFailure.NO_HANDLERS && !discarded) {
      assertThat(ZmqFailure.of(e)).isIn(ZmqFailure.CLOSED, ZmqFailure.FULL);
    }
  }
}
