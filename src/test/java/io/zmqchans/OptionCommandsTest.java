// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that read and change ZeroMQ's options of a socket in use. */
class OptionCommandsTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void deploy(Route route, String type, JsonObject options) {
    node = route.deploy(socket("a", type).put("bind", TCP).put("options", options));
  }

  private Object get(Route route, String option) {
    JsonObject reply = route.command(node, "a", "get", "option", option);
    assertThat(reply.fieldNames()).containsExactlyInAnyOrder("option", "value");
    assertThat(reply.getString("option")).isEqualTo(option);
    return reply.getValue("value");
  }

  private JsonObject set(Route route, String option, Object value) {
    return route.command(node, "a", "set", "option", option, "value", value);
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatTheConfigurationSaysAndTheDefaults(Route route) {
    deploy(route, "dealer", new JsonObject().put("sndhwm", 7).put("routing_id", "me"));

    assertThat(get(route, "sndhwm")).isEqualTo(7);
    assertThat(get(route, "rcvhwm")).isEqualTo(1000);
    assertThat(get(route, "routing_id")).isEqualTo("me");
    assertThat(get(route, "linger")).isEqualTo(100);
    assertThat(get(route, "maxmsgsize")).isEqualTo(64L << 20);
    assertThat(get(route, "type")).isEqualTo("dealer");
    assertThat(get(route, "last_endpoint")).isEqualTo(node.endpoint("a"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldSetALingerThatBoundsTheClosing(Route route) {
    JsonObject push = socket("a", "push");
    JsonObject pull = socket("pull", "pull").put("bind", TCP);
    JsonObject config = new JsonObject().put("closeTimeout", 600_000);
    node =
        Node.deploy(
            ThreadingModel.WORKER, config.put("sockets", new JsonArray().add(push).add(pull)));
    String port = node.endpoint("pull");
    node.command("pull", "close");
    node.command("a", "connect", "endpoint", port);
    node.send("a", "ZeroMQ keeps it until somebody listens there");

    JsonObject reply = set(route, "linger", 0);

    assertThat(reply).isEqualTo(new JsonObject().put("option", "linger").put("value", 0));
    assertThat(get(route, "linger")).isEqualTo(0);
    Node.await(node.vertx().undeploy(node.deployment())); // far below closeTimeout
  }

  @ParameterizedTest
  @EnumSource
  void shouldSetRouterMandatorySoThatAnUnknownPeerIsAnError(Route route) {
    deploy(route, "router", new JsonObject());
    ZmqMessage toNobody = ZmqMessage.of("nobody", "", "hello");
    node.send("a", toNobody);

    assertThat(set(route, "router_mandatory", true).getValue("value")).isEqualTo(true);

    Refusal.of(ZmqFailure.UNROUTABLE, () -> node.send("a", toNobody))
        .contains("socket 'a'", "nobody");
    set(route, "router_mandatory", 0);
    node.send("a", toNobody);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSetReqRelaxedSoThatTheNextRequestGoesOut(Route route) {
    node =
        route.deploy(
            socket("a", "req").put("options", new JsonObject().put("req_correlate", true)),
            socket("rep", "rep").put("bind", TCP));
    node.command("a", "connect", "socket", "rep");
    BlockingQueue<ZmqMessage> requests = node.collect("zmq.rep.out");
    node.send("a", "first");
    assertThat(Node.next(requests)).isEqualTo(ZmqMessage.of("first"));
    Future<?> second = node.vertx().eventBus().request("zmq.a.in", "second");
    Eventually.until(
        () -> "pending " + node.stats("a"), () -> node.stats("a").getInteger("pending") == 1);

    set(route, "req_relaxed", true);

    Node.await(second);
  }

  @ParameterizedTest
  @EnumSource
  void shouldAnswerWhatWasSetLastWhereJeroMqDoesNotTell(Route route) {
    deploy(route, "router", new JsonObject().put("router_handover", true));

    assertThat(get(route, "router_handover")).isEqualTo(true);
    assertThat(get(route, "router_mandatory")).isEqualTo(false);
    set(route, "router_mandatory", true);
    assertThat(get(route, "router_mandatory")).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKET,rcvhwm,5", "SOCKET,identity,me", "SOCKET,maxmsgsize,1000",
    "VERTICLE,sndhwm,5", "VERTICLE,routing_id,me", "VERTICLE,handshake_ivl,1"
  })
  void shouldRefuseWhatHadToBeSetBeforeTheBind(Route route, String option, String value) {
    deploy(route, "dealer", new JsonObject());
    Object before = get(route, option);
    Object wanted = Character.isDigit(value.charAt(0)) ? (Object) Integer.valueOf(value) : value;

    Refusal.of(ZmqFailure.WRONG_STATE, () -> set(route, option, wanted))
        .contains("socket 'a'", option, "before bind");

    assertThat(get(route, option)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSuggestTheNearestOfAnUnknownName(Route route) {
    deploy(route, "dealer", new JsonObject());

    Refusal.of(ZmqFailure.BAD_COMMAND, () -> get(route, "lingr"))
        .contains("socket 'a'", "'lingr'", "did you mean 'linger'?");
    Refusal.of(ZmqFailure.BAD_COMMAND, () -> set(route, "lingr", 1))
        .contains("socket 'a'", "'lingr'", "did you mean 'linger'?");
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAValueOfAnotherTypeOrRange(Route route) {
    deploy(route, "dealer", new JsonObject());

    Refusal.of(ZmqFailure.BAD_COMMAND, () -> set(route, "linger", "long"))
        .contains("option linger", "the string 'long'", "a whole number from -1");
    Refusal.of(ZmqFailure.BAD_COMMAND, () -> set(route, "linger", -2))
        .contains("option linger", "-2", "a whole number from -1");
    assertThat(get(route, "linger")).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhichTypeDoesNotHaveTheOption(Route route) {
    deploy(route, "dealer", new JsonObject());

    Refusal.of(ZmqFailure.UNSUPPORTED, () -> set(route, "router_mandatory", true))
        .contains("router_mandatory", "dealer");
    Refusal.of(ZmqFailure.UNSUPPORTED, () -> get(route, "xpub_verbose"))
        .contains("xpub_verbose", "dealer");
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKET,tos,send buffer", "SOCKET,connect_timeout,does not have it", "SOCKET,hwm,sndhwm",
    "VERTICLE,socks_proxy,no SOCKS", "VERTICLE,rate,multicast", "VERTICLE,io_threads,ioThreads"
  })
  void shouldGiveTheReasonForWhatJeroMqLacks(Route route, String option, String reason) {
    deploy(route, "dealer", new JsonObject());

    Refusal.of(ZmqFailure.UNSUPPORTED, () -> get(route, option)).contains(option, reason);
    Refusal.of(ZmqFailure.UNSUPPORTED, () -> set(route, option, 1)).contains(option, reason);
  }

  @Test
  void shouldNeverTellASecret() {
    deploy(Route.SOCKET, "dealer", new JsonObject());

    Refusal.of(ZmqFailure.UNSUPPORTED, () -> get(Route.SOCKET, "curve_secretkey"))
        .contains("curve_secretkey", "can't be read");
  }
}
