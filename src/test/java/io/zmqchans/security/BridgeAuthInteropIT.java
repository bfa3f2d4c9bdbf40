// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.BridgeOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.BridgeFixture;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Who gets in to a bridge, and where a bridge gets in, by PLAIN and CURVE of a real libzmq. */
class BridgeAuthInteropIT extends BridgeFixture {
  private static final KeyPair SERVER = Curve.generateKeyPair();
  private static final KeyPair CLIENT = Curve.generateKeyPair();
  private static final KeyPair STRANGER = Curve.generateKeyPair();
  private static final String USER = "ada";
  private static final String PASSWORD = "enchantress";
  private static final JsonObject AUTH =
      new JsonObject()
          .put("users", new JsonObject().put(USER, PASSWORD))
          .put("keys", new JsonArray().add(CLIENT.publicKey));

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  private void deployServer(String mechanism) {
    JsonObject server = new JsonObject().put("server", true);
    BridgeOptions bridge = open().setHeaders(true);
    if (mechanism.equals("plain")) {
      bridge.setPlain(server);
    } else {
      bridge.setCurve(server.put("secretKey", SERVER.secretKey));
    }
    node = Node.deploy(ThreadingModel.WORKER, new ZmqOptions().setAuth(AUTH).addBridge(bridge));
  }

  private LibzmqSocket client(String mechanism, boolean known) {
    LibzmqSocket client = new LibzmqSocket("dealer").watch();
    if (mechanism.equals("plain")) {
      return client.set("plain_username", USER).set("plain_password", known ? PASSWORD : "guess");
    }
    KeyPair own = known ? CLIENT : STRANGER;
    return client
        .set("curve_serverkey", SERVER.publicKey)
        .set("curve_publickey", own.publicKey)
        .set("curve_secretkey", own.secretKey);
  }

  private void shouldServe(LibzmqSocket client, String user) {
    client.send("request", "7", "open.who", "", "");
    String headers = "{\"content-type\":\"text/plain\"}";
    assertThat(client.receive()).isEqualTo(ZmqMessage.of("reply", "7", headers, user));
    client.send("register", "open.a");
    assertThat(client.receive()).isEqualTo(ZmqMessage.of("registered", "open.a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "curve"})
  void shouldServeWhomItKnowsUntilTheyAreGone(String mechanism) {
    deployServer(mechanism);
    serve("open.who", request -> request.reply(request.headers().get("zmq-user")));
    Future<Message<Object>> owed;
    try (LibzmqSocket client = client(mechanism, true)) {
      client.connect(node.endpoint("edge"));
      shouldServe(client, mechanism.equals("plain") ? USER : CLIENT.publicKey);
      owed = node.vertx().eventBus().request("open.a", "question");
      assertThat(client.receive().string(0)).isEqualTo("message");
      client.kill();
    }
    assertThat(failure(owed).failureCode()).isEqualTo(ZmqFailure.REMOTE_FAILURE.code());
    awaitFigure("edge", "registrations", 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "curve"})
  void shouldNotHearOthers(String mechanism) {
    deployServer(mechanism);
    try (LibzmqSocket stranger = client(mechanism, false);
        LibzmqSocket nobody = new LibzmqSocket("dealer").watch()) {
      for (LibzmqSocket each : new LibzmqSocket[] {stranger, nobody}) {
        each.connect(node.endpoint("edge")).send("ping");
        assertThat(each.awaitFailure()).isNotEmpty();
      }
    }
    assertThat(figure("edge", "received")).isZero();
  }

  private void deployClient(BridgeOptions bridge) {
    node = Node.deploy(ThreadingModel.WORKER, new ZmqOptions().addBridge(bridge));
    serve("open.who", request -> request.reply("nobody"));
  }

  @Test
  void shouldGetInByPlain() {
    try (LibzmqSocket client = new LibzmqSocket("dealer")) {
      client.enable("plain_server").admit("plain", USER, PASSWORD);
      JsonObject plain = new JsonObject().put("username", USER).put("password", PASSWORD);
      deployClient(open().setBind().setConnect(client.bind()).setPlain(plain));
      shouldServe(client, "nobody");
    }
    awaitFigure("edge", "registrations", 0);
  }

  @Test
  void shouldGetInByCurve() {
    try (LibzmqSocket client = new LibzmqSocket("dealer")) {
      client.enable("curve_server").set("curve_secretkey", SERVER.secretKey);
      client.admit("curve", CLIENT.publicKey);
      JsonObject curve =
          new JsonObject()
              .put("serverKey", SERVER.publicKey)
              .put("publicKey", CLIENT.publicKey)
              .put("secretKey", CLIENT.secretKey);
      deployClient(open().setBind().setConnect(client.bind()).setCurve(curve));
      shouldServe(client, "nobody");
    }
    awaitFigure("edge", "registrations", 0);
  }
}
