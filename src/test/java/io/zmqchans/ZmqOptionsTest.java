// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A verticle's configuration, as JSON and by setters. */
class ZmqOptionsTest {
  /** Every key with its default; null for none. */
  private static final Map<String, Object> DEFAULTS =
      new JsonObject()
          .put("name", "zmq")
          .put("ioThreads", 1)
          .put("controlScope", "local")
          .put("closeTimeout", 1000)
          .put("maxConnections", 1024)
          .putNull("auth")
          .put("sockets", new JsonArray())
          .put("proxies", new JsonArray())
          .put("bridges", new JsonArray())
          .put("signalOrder", true)
          .putNull("exclusive")
          .putNull("console")
          .getMap();

  private static final JsonArray PROXIES =
      new JsonArray()
          .add(new JsonObject().put("frontend", "a").put("backend", "b"))
          .add(new JsonObject().put("frontend", "c").put("backend", "d").put("capture", "x"));

  private static JsonObject sockets(JsonObject... sockets) {
    JsonArray all = new JsonArray();
    for (JsonObject each : sockets) {
      all.add(each);
    }
    return new JsonObject().put("sockets", all);
  }

  @Test
  void shouldHaveEveryKeyOfTheContract() {
    assertThat(VerticleSchema.SCHEMA.names())
        .containsExactlyInAnyOrderElementsOf(DEFAULTS.keySet());
  }

  @Test
  void shouldHaveTheDefaultsOfTheContract() {
    JsonObject json = new ZmqOptions().toJson();

    DEFAULTS.forEach((key, value) -> assertThat(json.getValue(key)).as(key).isEqualTo(value));
    assertThat(new ZmqOptions(new JsonObject()).toJson()).isEqualTo(json);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        value("name", "a.b-C_9", o -> o.setName("a.b-C_9")),
        value("ioThreads", 4, o -> o.setIoThreads(4)),
        value("controlScope", "cluster", o -> o.setControlScope("cluster")),
        value("controlScope", "off", o -> o.setControlScope("off")),
        value("closeTimeout", 0, o -> o.setCloseTimeout(0)),
        value("signalOrder", false, o -> o.setSignalOrder(false)),
        value("proxies", PROXIES, o -> o.addProxy("a", "b", null).addProxy("c", "d", "x")));
  }

  private static Arguments value(String key, Object json, UnaryOperator<ZmqOptions> setter) {
    return Arguments.of(key, json, setter);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("values")
  void shouldReadAndWriteTheKey(String key, Object json) {
    ZmqOptions read = new ZmqOptions(new JsonObject().put(key, json));

    assertThat(read.toJson().getValue(key)).isEqualTo(json);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("values")
  void shouldBeSetAsByJson(String key, Object json, UnaryOperator<ZmqOptions> setter) {
    assertThat(setter.apply(new ZmqOptions()).toJson())
        .isEqualTo(new ZmqOptions(new JsonObject().put(key, json)).toJson());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("values")
  void shouldComeBackFromItsJson(String key, Object json) {
    JsonObject written = new ZmqOptions(new JsonObject().put(key, json)).toJson();

    assertThat(new ZmqOptions(written).toJson()).isEqualTo(written);
    assertThat(new ZmqOptions(new JsonObject(written.encode())).toJson()).isEqualTo(written);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("values")
  void shouldTakeNullForTheDefault(String key) {
    assertThat(new ZmqOptions(new JsonObject().putNull(key)).toJson())
        .isEqualTo(new ZmqOptions().toJson());
  }

  @Test
  void shouldBeGotAsItWasSet() {
    ZmqOptions options =
        new ZmqOptions()
            .setName("v")
            .setIoThreads(2)
            .setControlScope("off")
            .setCloseTimeout(7)
            .addProxy("c", "d", "x");

    assertThat(options.getName()).isEqualTo("v");
    assertThat(options.getIoThreads()).isEqualTo(2);
    assertThat(options.getControlScope()).isEqualTo("off");
    assertThat(options.getCloseTimeout()).isEqualTo(7);
    assertThat(options.getProxies()).containsExactly(PROXIES.getJsonObject(1));
  }

  @Test
  void shouldReadItsSocketsInOrder() {
    ZmqOptions options =
        new ZmqOptions(sockets(Node.socket("b", "pull"), Node.socket("a", "push")));

    assertThat(options.getSockets()).extracting(SocketOptions::getName).containsExactly("b", "a");
    assertThat(options.getSockets())
        .extracting(SocketOptions::getType)
        .containsExactly("pull", "push");
  }

  @Test
  void shouldComeBackFromItsJsonWithItsSockets() {
    JsonObject written =
        new ZmqOptions(
                sockets(
                    Node.socket("a", "pull").put("bind", "tcp://127.0.0.1:*"),
                    Node.socket("b", "sub").put("subscribe", "").put("connect", "inproc://b"),
                    Node.socket("c", "dealer")
                        .put("options", new JsonObject().put("routing_id", "me"))))
            .toJson();

    assertThat(new ZmqOptions(written).toJson()).isEqualTo(written);
    assertThat(new ZmqOptions(new JsonObject(written.encode())).toJson()).isEqualTo(written);
  }

  @Test
  void shouldComeBackFromItsJsonWithBinaryOptions() {
    byte[] id = {1, 2, (byte) 0xff};
    ZmqOptions options =
        new ZmqOptions()
            .addSocket(
                new SocketOptions().setName("a").setType("dealer").setOption("routing_id", id));

    ZmqOptions read = new ZmqOptions(options.toJson());

    assertThat(read.getSockets().get(0).getOptions().getBinary("routing_id")).isEqualTo(id);
  }

  @Test
  void shouldRefuseASecondSocketOfAName() {
    JsonObject json =
        sockets(Node.socket("a", "pull"), Node.socket("b", "pull"), Node.socket("a", "push"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(json))
        .withMessageStartingWith("sockets[2].name: ")
        .withMessageContaining("'a' is taken");
  }

  @Test
  void shouldRefuseASecondSocketOfANameThatASetterGave() {
    ZmqOptions options =
        new ZmqOptions()
            .addSocket(new SocketOptions().setName("a").setType("pull"))
            .addSocket(new SocketOptions().setName("a").setType("push"));

    assertThatIllegalArgumentException()
        .isThrownBy(options::validate)
        .withMessageStartingWith("sockets[1].name: ");
  }

  @Test
  void shouldNameTheSocketWhoseSettersLeftSomethingOut() {
    ZmqOptions options = new ZmqOptions().addSocket(new SocketOptions().setName("a"));

    assertThatIllegalArgumentException()
        .isThrownBy(options::validate)
        .withMessage("sockets[0].type: is missing; it is required");
  }
}
