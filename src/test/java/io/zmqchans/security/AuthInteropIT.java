// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Our servers, and who of libzmq's clients gets in. */
class AuthInteropIT {
  private static final KeyPair SERVER = Curve.generateKeyPair();
  private static final KeyPair CLIENT = Curve.generateKeyPair();
  private static final KeyPair STRANGER = Curve.generateKeyPair();
  private static final JsonObject CURVE =
      new JsonObject().put("server", true).put("secretKey", SERVER.secretKey);
  private static final JsonObject PLAIN = new JsonObject().put("server", true);
  private static final JsonObject AUTH =
      new JsonObject()
          .put("users", new JsonObject().put("ada", "enchantress"))
          .put("keys", new JsonArray().add(CLIENT.publicKey));

  private Node node;
  private BlockingQueue<Message<ZmqMessage>> received;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  @AfterEach
  void closeNode() {
    node.close();
  }

  private void deploy(String mechanism, JsonObject server, JsonObject auth) {
    JsonObject pull = Node.socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    pull.put("headers", true).put(mechanism, server.copy());
    JsonArray sockets = new JsonArray().add(pull);
    node =
        Node.deploy(
            ThreadingModel.WORKER, new JsonObject().put("auth", auth).put("sockets", sockets));
    received = new LinkedBlockingQueue<>();
    Node.await(
        node.vertx().eventBus().<ZmqMessage>consumer("zmq.pull.out", received::add).completion());
  }

  private static LibzmqSocket push() {
    return new LibzmqSocket("push").watch();
  }

  private static LibzmqSocket push(String serverKey, KeyPair own) {
    return push()
        .set("curve_serverkey", serverKey)
        .set("curve_publickey", own.publicKey)
        .set("curve_secretkey", own.secretKey);
  }

  private static LibzmqSocket push(String user, String password) {
    return push().set("plain_username", user).set("plain_password", password);
  }

  /** Its message arrives. */
  private Message<ZmqMessage> in(LibzmqSocket client) {
    try (client) {
      client.connect(node.endpoint("pull")).send("let me in");
      Message<ZmqMessage> message = Node.next(received);
      assertThat(message.body()).isEqualTo(ZmqMessage.of("let me in"));
      assertThat(message.headers().get("zmq-peer")).isEqualTo("127.0.0.1");
      return message;
    }
  }

  /** It is told, or just left alone, and no message of it arrives. */
  private void out(LibzmqSocket client) {
    long before = node.stats("pull").getLong("received");
    try (client) {
      client.connect(node.endpoint("pull")).send("me, too");
      assertThat(client.awaitFailure()).isNotEmpty();
    }
    assertThat(node.stats("pull").getLong("received")).isEqualTo(before);
    assertThat(received).isEmpty();
  }

  @Test
  void curveShouldLetAKnownKeyInAndNoOther() {
    deploy("curve", CURVE, AUTH);

    out(push(SERVER.publicKey, STRANGER));
    Message<ZmqMessage> message = in(push(SERVER.publicKey, CLIENT));
    assertThat(message.headers().get("zmq-user")).isEqualTo(CLIENT.publicKey);
  }

  @Test
  void curveShouldKeepOutWhoHasNoKey() {
    deploy("curve", CURVE, AUTH);

    out(push());
    out(push("ada", "enchantress"));
    in(push(SERVER.publicKey, CLIENT));
  }

  @Test
  void curveShouldKeepOutWhoTakesUsForAnother() {
    deploy("curve", CURVE, AUTH);

    out(push(STRANGER.publicKey, CLIENT));
    in(push(SERVER.publicKey, CLIENT));
  }

  @Test
  void plainShouldLetAKnownUserInAndNoOther() {
    deploy("plain", PLAIN, AUTH);

    out(push("ada", "Enchantress"));
    out(push("eve", "enchantress"));
    out(push());
    Message<ZmqMessage> message = in(push("ada", "enchantress"));
    assertThat(message.headers().get("zmq-user")).isEqualTo("ada");
  }

  @Test
  void shouldKeepADeniedAddressOutWhateverItKnows() {
    deploy("plain", PLAIN, AUTH.copy().put("deny", new JsonArray().add("127.0.0.0/8")));

    out(push("ada", "enchantress"));
  }

  @Test
  void shouldLetInWhoIsAllowedByTheNewRules() {
    deploy("plain", PLAIN, AUTH);
    in(push("ada", "enchantress"));

    node.command(
        null,
        "auth",
        "auth",
        new JsonObject().put("users", new JsonObject().put("bob", "builder")));

    out(push("ada", "enchantress"));
    in(push("bob", "builder"));
  }

  @Test
  void shouldLetInWhomTheBusLetsIn() {
    deploy("curve", CURVE, new JsonObject().put("address", "who"));
    out(push(SERVER.publicKey, CLIENT));
    node.vertx()
        .eventBus()
        .<JsonObject>consumer(
            "who",
            question -> {
              boolean known = CLIENT.publicKey.equals(question.body().getString("key"));
              question.reply(new JsonObject().put("allow", known).put("userId", "client 7"));
            });

    out(push(SERVER.publicKey, STRANGER));
    Message<ZmqMessage> message = in(push(SERVER.publicKey, CLIENT));
    assertThat(message.headers().get("zmq-user")).isEqualTo("client 7");
  }
}
