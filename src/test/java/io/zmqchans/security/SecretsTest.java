// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.LogCapture;
import io.zmqchans.support.Node;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;

/** Passwords and secret keys are in the options, and nowhere else. */
class SecretsTest {
  private static final String SECRET = "hush-hush";
  private static final KeyPair PAIR = Curve.generateKeyPair();
  private static final JsonObject CLIENT =
      new JsonObject().put("username", "ada").put("password", SECRET);
  private static final JsonObject CURVE =
      new JsonObject()
          .put("serverKey", PAIR.publicKey)
          .put("publicKey", PAIR.publicKey)
          .put("secretKey", PAIR.secretKey);
  private static final JsonObject AUTH =
      new JsonObject().put("users", new JsonObject().put("ada", SECRET));

  private static JsonObject socket(String name, String type, String key, Object value) {
    return Node.socket(name, type).put(key, value);
  }

  private static JsonObject config() {
    JsonObject server = new JsonObject().put("server", true);
    JsonArray sockets =
        new JsonArray()
            .add(socket("pull", "pull", "plain", server).put("bind", "tcp://127.0.0.1:*"))
            .add(socket("push", "push", "plain", CLIENT))
            .add(socket("dealer", "dealer", "curve", CURVE));
    return new JsonObject().put("auth", AUTH).put("sockets", sockets);
  }

  private static void hasNone(Object shown) {
    assertThat(String.valueOf(shown)).doesNotContain(SECRET).doesNotContain(PAIR.secretKey);
  }

  private static void hasNone(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      hasNone(each.toString());
    }
  }

  @Test
  void shouldBeInNoReplyAndNoLogOfARunningVerticle() {
    try (LogCapture logs = LogCapture.start();
        Node node = Node.deploy(ThreadingModel.WORKER, config())) {
      node.command("push", "connect", "endpoint", node.endpoint("pull"));
      node.command("pull", "awaitPeers", "count", 1);
      node.command(null, "auth", "auth", AUTH);
      for (String command : new String[] {"list", "stats"}) {
        hasNone(node.command(null, command));
      }
      for (String socket : new String[] {"pull", "push", "dealer"}) {
        for (String command : new String[] {"stats", "endpoints"}) {
          hasNone(node.command(socket, command));
        }
        for (String option : new String[] {"plain_password", "curve_secretkey"}) {
          hasNone(catchThrowable(() -> hasNone(node.command(socket, "get", "option", option))));
          hasNone(
              catchThrowable(() -> node.command(socket, "set", "option", option, "value", SECRET)));
        }
      }
      hasNone(logs.text());
    }
  }

  @Test
  void shouldNotBeInToJson() {
    ZmqOptions options = new ZmqOptions(config());

    hasNone(options.toJson().encode());
    assertThat(options.toJson().getJsonObject("auth").getJsonObject("users").getString("ada"))
        .isEqualTo("***");
    assertThat(new SocketOptions(options.getSockets().get(1)).toJson().getJsonObject("plain"))
        .isEqualTo(
            new JsonObject().put("server", false).put("username", "ada").put("password", "***"));
    assertThat(options.getSockets().get(2).toJson().getJsonObject("curve").getString("secretKey"))
        .isEqualTo("***");
  }

  @Test
  void shouldBeKeptByCopiesOfOptions() {
    ZmqOptions copy = new ZmqOptions(new ZmqOptions(config()));

    assertThat(copy.getAuth()).isEqualTo(AUTH);
    assertThat(copy.getSockets().get(1).getPlain().getString("password")).isEqualTo(SECRET);
    assertThat(copy.getSockets().get(2).getCurve().getString("secretKey"))
        .isEqualTo(PAIR.secretKey);
  }

  @Test
  void shouldSayThatTheyAreMissingFromAConfigurationOfToJson() {
    JsonObject shown = new ZmqOptions(config()).toJson();

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ZmqOptions(shown))
        .withMessageStartingWith("auth.users.ada: ")
        .withMessageContaining("toJson()");
  }

  static Stream<JsonObject> mistakes() {
    JsonObject nested = new JsonObject().put("x", SECRET);
    return Stream.of(
            socket("a", "push", "plain", SECRET),
            socket("a", "push", "plain", new JsonArray().add(SECRET)),
            socket("a", "push", "plain", CLIENT.copy().put("server", SECRET)),
            socket("a", "push", "plain", CLIENT.copy().put("server", true)),
            socket("a", "push", "plain", CLIENT.copy().put("pasword", SECRET)),
            socket("a", "push", "plain", CLIENT.copy().put("username", nested)),
            socket("a", "push", "plain", new JsonObject().put("password", SECRET)),
            socket("a", "push", "plain", CLIENT.copy().put("password", SECRET + "\u00e4")),
            socket("a", "stream", "plain", CLIENT),
            socket("a", "push", "plain", CLIENT).put("curve", CURVE),
            socket("a", "push", "curve", PAIR.secretKey),
            socket("a", "push", "curve", CURVE.copy().put("server", true)),
            socket("a", "push", "curve", CURVE.copy().put("secretKey", PAIR.secretKey + " ")),
            socket("a", "push", "curve", CURVE.copy().put("secretKey", nested)),
            socket("a", "push", "curve", CURVE.copy().put("secretKeyFile", "f")),
            socket("a", "push", "curve", CURVE.copy().put("secretkey", PAIR.secretKey)),
            socket("a", "push", "options", new JsonObject().put("plain_password", SECRET)),
            socket("a", "push", "options", new JsonObject().put("curve_secretkey", SECRET)))
        .map(each -> new JsonObject().put("sockets", new JsonArray().add(each)));
  }

  static Stream<JsonObject> mistakesInAuth() {
    return Stream.of(
            SECRET,
            new JsonArray().add(SECRET),
            new JsonObject().put("users", SECRET),
            new JsonObject().put("users", new JsonArray().add(SECRET)),
            new JsonObject().put("users", new JsonObject().put("a", new JsonArray().add(SECRET))),
            new JsonObject().put("users", new JsonObject().put("a", SECRET.repeat(20))),
            new JsonObject().put("keys", SECRET),
            new JsonObject().put("keys", new JsonArray().add(SECRET)),
            new JsonObject().put("user", new JsonObject().put("a", SECRET)),
            AUTH.copy().put("address", "a"),
            AUTH.copy().put("allow", new JsonArray().add("localhost")),
            AUTH.copy().put("deny", "10.0.0.0/8"))
        .map(each -> new JsonObject().put("auth", each));
  }

  @ParameterizedTest
  @MethodSource({"mistakes", "mistakesInAuth"})
  void shouldNotBeInTheRefusalOfAConfiguration(JsonObject config) {
    Throwable refusal = catchThrowable(() -> new ZmqOptions(config));

    assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    hasNone(refusal);
  }

  @ParameterizedTest
  @MethodSource({"mistakes", "mistakesInAuth"})
  void shouldNotBeInTheRefusalOfACommand(JsonObject config) {
    try (Node node = Node.deploy(ThreadingModel.WORKER, new JsonObject())) {
      Throwable refusal =
          catchThrowable(
              () -> {
                if (config.containsKey("auth")) {
                  node.command(null, "auth", "auth", config.getValue("auth"));
                } else {
                  Object socket = config.getJsonArray("sockets").getValue(0);
                  node.command(null, "open", "options", socket);
                }
              });

      assertThat(refusal).isInstanceOf(ReplyException.class);
      hasNone(refusal);
    }
  }

  @Test
  void shouldNotBeInTheRefusalOfACommandOfAnotherType() {
    try (Node node = Node.deploy(ThreadingModel.WORKER, new JsonObject())) {
      hasNone(catchThrowable(() -> node.command(null, "open", "options", CLIENT.encode())));
      hasNone(catchThrowable(() -> node.request("zmq.control", AUTH.encode())));
      hasNone(
          catchThrowable(() -> node.request("zmq.control", new JsonObject().put("command", AUTH))));
    }
  }
}
