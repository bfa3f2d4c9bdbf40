// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket's keys must be to each other, its ZeroMQ options, its endpoints. */
class SocketRulesTest {
  private static JsonObject config(JsonObject socket) {
    return new JsonObject()
        .put("sockets", new JsonArray().add(Node.socket("first", "push")).add(socket));
  }

  private static JsonObject option(String type, String option, Object value) {
    return config(Node.socket("second", type).put("options", new JsonObject().put(option, value)));
  }

  private static void refused(JsonObject config, String start, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions(config))
        .withMessageStartingWith(start)
        .satisfies(e -> List.of(parts).forEach(each -> assertThat(e).hasMessageContaining(each)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "type"})
  void shouldRefuseASocketWithout(String key) {
    JsonObject socket = Node.socket("second", "pull");
    socket.remove(key);
    refused(config(socket), "sockets[1]." + key + ": is missing");
    refused(config(socket.putNull(key)), "sockets[1]." + key + ": is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "sub, in, only receives",
    "pull, in, only receives",
    "pub, out, only sends",
    "push, out, only sends",
    "dish, in, only receives",
    "gather, in, only receives",
    "radio, out, only sends",
    "scatter, out, only sends"
  })
  void shouldRefuseAnAddressThatTheTypeDoesNotHave(String type, String key, String why) {
    refused(
        config(Node.socket("second", type).put(key, "address")),
        "sockets[1]." + key + ": a " + type + " socket " + why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pair", "pub", "req", "rep", "dealer", "router", "xpub", "xsub", "pull", "push", "stream",
        "client", "server", "radio", "dish", "scatter", "gather", "channel"
      })
  void shouldRefuseTopicsOfAnythingButASub(String type) {
    refused(
        config(Node.socket("second", type).put("subscribe", "")),
        "sockets[1].subscribe: a " + type + " socket has no topics");
  }

  @Test
  void shouldRefuseTheSameAddressForInAndOut() {
    refused(
        config(Node.socket("second", "dealer").put("in", "address").put("out", "address")),
        "sockets[1].in: is the same address as 'out'");
  }

  @ParameterizedTest
  @CsvSource({
    "pull, router_mandatory, true",
    "push, req_relaxed, true",
    "router, xpub_verbose, true",
    "pub, routing_id, me",
    "rep, conflate, true",
    "client, routing_id, me",
    "dish, immediate, true"
  })
  void shouldRefuseAnOptionOfAnotherType(String type, String name, String value) {
    Object json = value.equals("true") ? (Object) true : value;

    refused(
        option(type, name, json),
        "sockets[1].options." + name + ": a " + type + " socket doesn't have this option");
  }

  @Test
  void shouldSuggestTheOptionThatWasMeant() {
    refused(option("pull", "rcvhwn", 1), "sockets[1].options.rcvhwn: ", "did you mean 'rcvhwm'?");
  }

  @ParameterizedTest
  @CsvSource({"sndhwm, -1", "linger, -2", "maxmsgsize, -1", "tcp_keepalive, 2", "backlog, 0"})
  void shouldRefuseAnOptionOutOfRange(String name, int value) {
    refused(
        option("dealer", name, value),
        "sockets[1].options." + name + ": ",
        "found " + value,
        "allowed is a whole number from ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sndhwm", "linger", "immediate"})
  void shouldRefuseAnOptionOfTheWrongType(String name) {
    refused(option("dealer", name, "5"), "sockets[1].options." + name + ": ", "'5'", "allowed is ");
    refused(option("dealer", name, null), "sockets[1].options." + name + ": ", "null", "allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "type, ''",
    "last_endpoint, ''",
    "rcvmore, ''",
    "subscribe, 'subscribe'",
    "plain_password, 'plain'",
    "curve_secretkey, 'curve'"
  })
  void shouldRefuseAnOptionThatIsNotSetByName(String name, String instead) {
    refused(option("sub", name, "x"), "sockets[1].options." + name + ": ", "can't be set", instead);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multicast_hops", "gssapi_server", "xpub_welcome_msg", "hwm"})
  void shouldRefuseAnOptionThatJeroMqLacksAsUnsupported(String name) {
    assertThatExceptionOfType(ReplyException.class)
        .isThrownBy(() -> new ZmqOptions(option("dealer", name, 1)))
        .withMessageStartingWith("sockets[1].options." + name + ": ")
        .extracting(ZmqFailure::of)
        .isEqualTo(ZmqFailure.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://*:5555", "", "@", ">", "+inproc://a", " "})
  void shouldRefuseAnAttachmentThatSaysNeitherBindNorConnect(String endpoint) {
    for (Object attach : List.of(endpoint, new JsonArray().add(endpoint))) {
      refused(
          config(Node.socket("second", "pull").put("attach", attach)),
          "sockets[1].attach[0]: found \"" + endpoint + "\" (String)",
          "'@' (bind) or '>' (connect)");
    }
  }

  @Test
  void shouldNameTheAttachmentThatIsWrong() {
    refused(
        config(Node.socket("second", "pull").put("attach", "@inproc://a,tcp://b:1")),
        "sockets[1].attach[1]: found \"tcp://b:1\" (String); allowed is '@' (bind)");
  }

  @Test
  void shouldRefuseAtTheSetterToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions().setMaxInFlight(0))
        .withMessageStartingWith("maxInFlight: found 0 (Integer); allowed is ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ZmqOptions().setIoThreads(-1))
        .withMessageStartingWith("ioThreads: found -1 (Integer); allowed is ");
  }

  @Test
  void shouldPrintLittleOfAHugeValue() {
    JsonObject config = config(Node.socket("second", "pull").put("format", "x".repeat(100_000)));

    assertThat(catchThrowable(() -> new ZmqOptions(config)).getMessage()).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "curve"})
  void shouldNotShowSecretsInARefusal(String key) {
    JsonObject secrets =
        new JsonObject()
            .put("password", "s3cret")
            .put("secretKey", "s3cret")
            .put("no such key", "s3cret");
    JsonObject config = config(Node.socket("second", "dealer").put(key, secrets));

    assertThat(catchThrowable(() -> new ZmqOptions(config)))
        .hasMessageStartingWith("sockets[1]." + key)
        .hasMessageNotContaining("s3cret");
  }
}
