// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket's configuration, as JSON and by setters. */
class SocketOptionsTest {
  /** Every key with its default; null for none. */
  private static final Map<String, Object> DEFAULTS =
      new JsonObject()
          .putNull("name")
          .putNull("type")
          .put("bind", new JsonArray())
          .put("connect", new JsonArray())
          .put("attach", new JsonArray())
          .put("subscribe", new JsonArray())
          .put("join", new JsonArray()) // the contract has the commands, and this goes with them
          .put("options", new JsonObject())
          .putNull("in")
          .putNull("out")
          .putNull("control")
          .putNull("events")
          .put("delivery", "send")
          .put("format", "message")
          .put("maxInFlight", 1000)
          .put("onFull", "pause")
          .put("maxPending", 1000)
          .put("batch", 1)
          .put("mode", "channel")
          .put("requestTimeout", 30_000)
          .put("monitor", false)
          .put("headers", false)
          .putNull("plain")
          .putNull("curve")
          .getMap();

  private static JsonObject socket(String type) {
    return Node.socket("a", type);
  }

  private static SocketOptions read(String type, String key, Object value) {
    return new SocketOptions(socket(type).put(key, value));
  }

  @Test
  void shouldHaveEveryKeyOfTheContract() {
    assertThat(SocketSchema.SCHEMA.names()).containsExactlyInAnyOrderElementsOf(DEFAULTS.keySet());
  }

  @Test
  void shouldHaveTheDefaultsOfTheContract() {
    JsonObject json = new SocketOptions().toJson();

    DEFAULTS.forEach((key, value) -> assertThat(json.getValue(key)).as(key).isEqualTo(value));
  }

  static Stream<Arguments> values() {
    JsonArray two = new JsonArray().add("tcp://127.0.0.1:*").add("inproc://b");
    String[] both = {"tcp://127.0.0.1:*", "inproc://b"};
    JsonArray attached = new JsonArray().add("@inproc://a").add(">inproc://b");
    return Stream.of(
        value("dealer", "name", "a-Z_9", o -> o.setName("a-Z_9"), SocketOptions::getName),
        value("dealer", "type", "router", o -> o.setType("router"), SocketOptions::getType),
        value("dealer", "bind", two, o -> o.setBind(both), SocketOptions::getBind),
        value("dealer", "connect", two, o -> o.setConnect(both), SocketOptions::getConnect),
        value(
            "dealer",
            "attach",
            attached,
            o -> o.setAttach("@inproc://a", ">inproc://b"),
            SocketOptions::getAttach),
        value(
            "sub",
            "subscribe",
            new JsonArray().add("").add("news"),
            o -> o.setSubscribe("", "news"),
            SocketOptions::getSubscribe),
        value(
            "dish",
            "join",
            new JsonArray().add("sport").add("news"),
            o -> o.setJoin("sport", "news"),
            SocketOptions::getJoin),
        value(
            "dealer",
            "options",
            new JsonObject().put("sndhwm", 5).put("immediate", true),
            o -> o.setOption("sndhwm", 5).setOption("immediate", true),
            SocketOptions::getOptions),
        value("dealer", "in", "x.in", o -> o.setIn("x.in"), SocketOptions::getIn),
        value("dealer", "out", "x.out", o -> o.setOut("x.out"), SocketOptions::getOut),
        value("dealer", "control", "x", o -> o.setControl("x"), SocketOptions::getControl),
        value("dealer", "events", "x", o -> o.setEvents("x"), SocketOptions::getEvents),
        value("dealer", "delivery", "send", o -> o.setDelivery("send"), SocketOptions::getDelivery),
        value("dealer", "format", "json", o -> o.setFormat("json"), SocketOptions::getFormat),
        value("dealer", "maxInFlight", 1, o -> o.setMaxInFlight(1), SocketOptions::getMaxInFlight),
        value("dealer", "onFull", "pause", o -> o.setOnFull("pause"), SocketOptions::getOnFull),
        value("dealer", "maxPending", 7, o -> o.setMaxPending(7), SocketOptions::getMaxPending),
        value("dealer", "batch", 1, o -> o.setBatch(1), SocketOptions::getBatch),
        value("dealer", "mode", "channel", o -> o.setMode("channel"), SocketOptions::getMode),
        value(
            "dealer",
            "requestTimeout",
            5,
            o -> o.setRequestTimeout(5),
            SocketOptions::getRequestTimeout),
        value("dealer", "monitor", false, o -> o.setMonitor(false), SocketOptions::isMonitor),
        value("dealer", "headers", false, o -> o.setHeaders(false), SocketOptions::isHeaders));
  }

  private static Arguments value(
      String type,
      String key,
      Object json,
      UnaryOperator<SocketOptions> setter,
      Function<SocketOptions, Object> getter) {
    return Arguments.of(type, key, json, setter, getter);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("values")
  void shouldReadAndWriteTheKey(String type, String key, Object json) {
    assertThat(read(type, key, json).toJson().getValue(key)).isEqualTo(json);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("values")
  void shouldBeSetAsByJson(
      String type, String key, Object json, UnaryOperator<SocketOptions> setter) {
    SocketOptions set = setter.apply(new SocketOptions().setName("a").setType(type));

    assertThat(set.toJson()).isEqualTo(read(type, key, json).toJson());
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("values")
  void shouldBeGotAsInJson(
      String type,
      String key,
      Object json,
      UnaryOperator<SocketOptions> setter,
      Function<SocketOptions, Object> getter) {
    Object got = getter.apply(read(type, key, json));

    assertThat(got instanceof List<?> list ? new JsonArray(list) : got).isEqualTo(json);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("values")
  void shouldComeBackFromItsJson(String type, String key, Object json) {
    JsonObject written = read(type, key, json).toJson();

    assertThat(new SocketOptions(written).toJson()).isEqualTo(written);
    assertThat(new SocketOptions(new JsonObject(written.encode())).toJson()).isEqualTo(written);
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("values")
  void shouldTakeNullForTheDefault(String type, String key, Object json) {
    SocketOptions options = new SocketOptions(socket(type));
    JsonObject before = options.toJson();
    if (!before.containsKey(key) || DEFAULTS.get(key) != null) {
      assertThat(read(type, key, null).toJson()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pair", "pub", "sub", "req", "rep", "dealer", "router", "xpub", "xsub", "pull", "push",
        "stream", "client", "server", "radio", "dish", "scatter", "gather", "channel"
      })
  void shouldComeBackFromItsJsonForEveryType(String type) {
    JsonObject written = new SocketOptions(socket(type)).toJson();

    assertThat(written.getString("type")).isEqualTo(type);
    assertThat(new SocketOptions(written).toJson()).isEqualTo(written);
  }

  @Test
  void shouldTakeOneEndpointForAList() {
    assertThat(read("pull", "bind", "inproc://a").getBind()).containsExactly("inproc://a");
    assertThat(read("pull", "connect", "inproc://a").getConnect()).containsExactly("inproc://a");
    assertThat(read("sub", "subscribe", "").getSubscribe()).containsExactly("");
  }

  @Test
  void shouldTakeAttachmentsWithCommasBetween() {
    assertThat(read("pull", "attach", "@tcp://*:5555, >inproc://b").getAttach())
        .containsExactly("@tcp://*:5555", ">inproc://b");
  }

  @Test
  void shouldTakeJavaCollectionsForJson() {
    SocketOptions options =
        new SocketOptions(
            new JsonObject(
                Map.of(
                    "name",
                    "a",
                    "type",
                    "pull",
                    "bind",
                    List.of("inproc://a"),
                    "options",
                    Map.of("linger", 5))));

    assertThat(options.getBind()).containsExactly("inproc://a");
    assertThat(options.getOptions()).isEqualTo(new JsonObject().put("linger", 5));
  }
}
