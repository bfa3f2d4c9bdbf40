// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Our clients at libzmq's servers, which have a ZAP handler of their own. */
class ClientAuthInteropIT {
  private static final KeyPair SERVER = Curve.generateKeyPair();
  private static final KeyPair CLIENT = Curve.generateKeyPair();
  private static final KeyPair STRANGER = Curve.generateKeyPair();

  @TempDir Path directory;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  private static LibzmqSocket curveServer() {
    return new LibzmqSocket("pull")
        .watch()
        .admit("curve", CLIENT.publicKey)
        .enable("curve_server")
        .set("curve_secretkey", SERVER.secretKey);
  }

  private static LibzmqSocket plainServer() {
    return new LibzmqSocket("pull")
        .watch()
        .admit("plain", "ada", "enchantress")
        .enable("plain_server");
  }

  private static JsonObject curve(String serverKey, KeyPair own) {
    return new JsonObject()
        .put("serverKey", serverKey)
        .put("publicKey", own.publicKey)
        .put("secretKey", own.secretKey);
  }

  private static JsonObject plain(String user, String password) {
    return new JsonObject().put("username", user).put("password", password);
  }

  private static Node push(LibzmqSocket server, String mechanism, JsonObject client) {
    JsonObject push = Node.socket("push", "push").put("connect", server.bind());
    push.put(mechanism, client);
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(push));
    return Node.deploy(ThreadingModel.WORKER, config);
  }

  private static void in(LibzmqSocket server, String mechanism, JsonObject client) {
    try (server;
        Node node = push(server, mechanism, client)) {
      node.send("push", ZmqMessage.of("let", "me in"));
      assertThat(server.receive()).isEqualTo(ZmqMessage.of("let", "me in"));
    }
  }

  private static void out(LibzmqSocket server, String mechanism, JsonObject client) {
    try (server;
        Node node = push(server, mechanism, client)) {
      node.vertx().eventBus().send("zmq.push.in", "me, too");
      assertThat(server.awaitFailure()).isNotEmpty(); // and no message: that would be another line
    }
  }

  @Test
  void curveShouldGetInWithAKnownKey() {
    in(curveServer(), "curve", curve(SERVER.publicKey, CLIENT));
  }

  @Test
  void curveShouldGetInWithKeysInFiles() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), CLIENT.secretKey + "\n");
    Path own = Files.writeString(directory.resolve("public"), CLIENT.publicKey + "\r\n");
    Path server = Files.writeString(directory.resolve("server"), " " + SERVER.publicKey);

    in(
        curveServer(),
        "curve",
        new JsonObject()
            .put("secretKeyFile", secret.toString())
            .put("publicKeyFile", own.toString())
            .put("serverKeyFile", server.toString()));
  }

  @Test
  void curveShouldStayOutWithAnUnknownKey() {
    out(curveServer(), "curve", curve(SERVER.publicKey, STRANGER));
  }

  @Test
  void curveShouldStayOutWithAnotherServersKey() {
    out(curveServer(), "curve", curve(STRANGER.publicKey, CLIENT));
  }

  @Test
  void plainShouldGetInWithAKnownPassword() {
    in(plainServer(), "plain", plain("ada", "enchantress"));
  }

  @Test
  void plainShouldStayOutWithAnotherPassword() {
    out(plainServer(), "plain", plain("ada", "enchanter"));
  }
}
