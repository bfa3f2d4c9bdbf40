// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.ForeignPair;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ.Curve;

/** Configurations that would let everybody in, or that nobody can mean, don't run. */
class FailClosedTest {
  @TempDir Path directory;

  private static JsonObject server(String mechanism) {
    JsonObject server = new JsonObject().put("server", true);
    if (mechanism.equals("curve")) {
      server.put("secretKey", Curve.generateKeyPair().secretKey);
    }
    return Node.socket("a", "pull").put(mechanism, server);
  }

  private static JsonObject config(JsonObject socket) {
    return new JsonObject().put("sockets", new JsonArray().add(socket));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "curve"})
  void shouldRefuseAServerWithoutAuth(String mechanism) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config(server(mechanism))))
        .withMessageStartingWith("sockets[0]." + mechanism + ": ")
        .withMessageContaining("'auth'");
    ZmqOptions options = new ZmqOptions().addSocket(new SocketOptions(server(mechanism)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.deploy(ThreadingModel.WORKER, options))
        .withMessageStartingWith("sockets[0]." + mechanism + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "curve"})
  void shouldRefuseToOpenAServerUntilThereIsAuth(String mechanism) {
    try (Node node = Node.deploy(ThreadingModel.WORKER, new JsonObject())) {
      Refusal.of(
              ZmqFailure.BAD_COMMAND,
              () -> node.command(null, "open", "options", server(mechanism)))
          .contains("'a'", mechanism, "'auth'");

      node.command(null, "auth", "auth", new JsonObject());

      node.command(null, "open", "options", server(mechanism));
    }
  }

  @Test
  void shouldRefuseANullAuthByCommand() {
    try (Node node = Node.deploy(ThreadingModel.WORKER, new JsonObject())) {
      Refusal.of(ZmqFailure.BAD_COMMAND, () -> node.command(null, "auth", "auth", null))
          .contains("'auth'");
    }
  }

  @Test
  void shouldRefuseADomainThatIsNotAskedAbout() {
    JsonObject socket =
        Node.socket("a", "pull").put("options", new JsonObject().put("zap_domain", ""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config(socket).put("auth", new JsonObject())))
        .withMessageStartingWith("sockets[0].options.zap_domain: ");
  }

  /** Its I/O thread would fail at each handshake. */
  @Test
  void shouldRefuseADomainThatJeroMqCannotAskAbout() {
    JsonObject socket =
        Node.socket("a", "pull").put("options", new JsonObject().put("zap_domain", "d\u00f6main"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config(socket)))
        .withMessageStartingWith("sockets[0].options.zap_domain: ")
        .withMessageContaining("ASCII");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WORKER", "EVENT_LOOP"})
  void shouldRefuseAKeyFileThatIsNotThere(ThreadingModel model) {
    JsonObject curve = new JsonObject().put("server", true).put("secretKeyFile", directory + "/no");
    JsonObject socket = Node.socket("a", "pull").put("curve", curve);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.deploy(model, config(socket).put("auth", new JsonObject())))
        .withMessageContainingAll("'a'", "curve.secretKeyFile", directory + "/no");
  }

  @Test
  void shouldRefuseAMechanismForAReadyMadeSocket() {
    ForeignPair pair = new ForeignPair();
    JsonObject auth = new JsonObject();
    try (Node node = Node.deploy(ThreadingModel.WORKER, new JsonObject().put("auth", auth))) {
      SocketOptions options =
          new SocketOptions()
              .setName("a")
              .setType("pair")
              .setPlain(new JsonObject().put("server", true));

      Refusal.of(
              ZmqFailure.UNSUPPORTED,
              () -> Node.await(node.verticle().adopt(options, pair.readyMade)))
          .contains("'a'");
    }
    pair.expectUsableByItsOwner();
    pair.peer.close();
    pair.expectNoneOpen();
  }
}
