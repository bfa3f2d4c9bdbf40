// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.ForeignPair;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.RelayFixture;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Draft types in proxies, adopted, in rpc, by inproc before anybody is bound, encrypted. */
class DraftStateTest extends RelayFixture {
  private static final String TCP = "tcp://127.0.0.1:*";

  private static JsonObject dish(String name) {
    return socket(name, "dish").put("join", "g");
  }

  private void shouldHear(String radio, String dish) {
    BlockingQueue<ZmqMessage> received = received(dish);
    Eventually.until(
        () -> dish + " hears " + radio,
        () -> {
          node.send(radio, ZmqMessage.of("g", "body"));
          return !received.isEmpty();
        });
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("g", "body"));
  }

  private void proxy(String frontend, String backend) {
    node.command(null, "proxy", "frontend", frontend, "backend", backend);
  }

  @Test
  void shouldForwardGroupsByProxy() {
    deploy(
        ThreadingModel.WORKER,
        socket("radio", "radio").put("bind", "inproc://front"),
        dish("front").put("connect", "inproc://front"),
        socket("back", "radio").put("bind", "inproc://back"),
        dish("dish").put("connect", "inproc://back"));
    proxy("front", "back");
    shouldHear("radio", "dish");
  }

  @Test
  void shouldDropWhatTheOtherSideOfAProxyCannotSend() {
    deploy(
        ThreadingModel.WORKER,
        socket("push", "push").put("bind", "inproc://front"),
        socket("front", "pull").put("connect", "inproc://front"),
        socket("back", "scatter").put("bind", "inproc://back"),
        socket("gather", "gather").put("connect", "inproc://back"));
    proxy("front", "back");
    BlockingQueue<ZmqMessage> received = received("gather");
    BlockingQueue<JsonObject> events = events("back");
    node.send("push", ZmqMessage.of("a", "b"));
    node.send("push", "single");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("single"));
    assertThat(figure("back", "dropped")).isEqualTo(1);
    assertThat(figure("front", "delivered")).isEqualTo(2);
    assertThat(Node.next(events).getString("reason"))
        .endsWith("can't send this: a scatter's message is one frame, found 2 frames");
  }

  @Test
  void shouldCountWhatCannotBeReadInAProxy() {
    deploy(
        ThreadingModel.WORKER,
        socket("push", "push").put("bind", "inproc://front"), // inproc asks for no types
        socket("front", "gather").put("connect", "inproc://front"),
        socket("back", "push").put("bind", "inproc://back"),
        socket("pull", "pull").put("connect", "inproc://back"));
    proxy("front", "back");
    BlockingQueue<ZmqMessage> received = received("pull");
    node.send("push", ZmqMessage.of("a", "b"));
    node.send("push", "single");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("single"));
    assertThat(figure("front", "undecodable")).isEqualTo(1);
    assertThat(figure("front", "received")).isEqualTo(2);
    assertThat(figure("front", "delivered")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIENT", "SERVER", "RADIO", "DISH", "SCATTER", "GATHER", "CHANNEL"})
  void shouldLeaveAReadyMadeOneToItsOwner(SocketType type) {
    deploy(ThreadingModel.WORKER, socket("other", "pair"));
    ForeignPair foreign = new ForeignPair();
    try (ZMQ.Socket readyMade = foreign.open(type)) {
      String name = type.name().toLowerCase(Locale.ROOT);
      SocketOptions options = new SocketOptions().setName("adopted").setType(name);
      Refusal.of(
              ZmqFailure.UNSUPPORTED, () -> Node.await(node.verticle().adopt(options, readyMade)))
          .contains("'adopted'", "ready-made " + name, "have it opened instead");
      readyMade.bind("inproc://mine");
    }
    foreign.readyMade.close();
    foreign.peer.close();
    foreign.expectNoneOpen();
  }

  /** JeroMQ forgets the first that a pipe had before it was bound: it takes it for an identity. */
  @Test
  void shouldJoinAtARadioThatIsBoundLater() {
    deploy(
        ThreadingModel.WORKER,
        dish("dish").put("connect", "inproc://later"),
        socket("radio", "radio").put("bind", "inproc://later"));
    shouldHear("radio", "dish");
    Refusal.of(
            ZmqFailure.WRONG_STATE,
            () -> node.command("dish", "connect", "endpoint", "inproc://nobody"))
        .contains("inproc://nobody: nothing is bound there yet", "lose one of the groups [g]");
  }

  @ParameterizedTest
  @CsvSource({"client, server", "channel, channel", "scatter, gather", "radio, dish"})
  void shouldPassEncryptedMessages(String from, String to) {
    ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
    ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();
    JsonObject receiver = socket("to", to).put("bind", TCP).put("headers", true);
    if (to.equals("dish")) {
      receiver.put("join", "g");
    }
    receiver.put("curve", new JsonObject().put("server", true).put("secretKey", server.secretKey));
    JsonObject keys = new JsonObject().put("keys", new JsonArray().add(client.publicKey));
    node =
        Node.deploy(
            ThreadingModel.WORKER,
            new JsonObject().put("auth", keys).put("sockets", new JsonArray().add(receiver)));
    JsonObject curve =
        new JsonObject()
            .put("serverKey", server.publicKey)
            .put("publicKey", client.publicKey)
            .put("secretKey", client.secretKey);
    JsonObject sender = socket("from", from).put("curve", curve);
    node.command(null, "open", "options", sender.put("connect", node.endpoint("to")));
    BlockingQueue<String> users = new LinkedBlockingQueue<>();
    node.vertx()
        .eventBus()
        .consumer("zmq.to.out", message -> users.add(message.headers().get("zmq-user")));
    Eventually.until(
        () -> "a message",
        () -> {
          node.send("from", from.equals("radio") ? ZmqMessage.of("g", "x") : ZmqMessage.of("x"));
          return !users.isEmpty();
        });
    assertThat(users).containsOnly(client.publicKey);
  }
}
