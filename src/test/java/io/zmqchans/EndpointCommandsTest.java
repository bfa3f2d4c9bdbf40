// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that bind, connect, and undo that, by both routes. */
class EndpointCommandsTest {
  private static final String WILDCARD = "tcp://127.0.0.1:*";
  private static final String RESOLVED = "tcp://127\\.0\\.0\\.1:[1-9][0-9]*";

  private Node node;

  private void deploy(Route route) {
    node = route.deploy(socket("push", "push"), socket("pull", "pull"), socket("other", "pull"));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String endpoint(Route route, String socket, String command, Object... fields) {
    JsonObject reply = route.command(node, socket, command, fields);
    assertThat(reply.fieldNames()).containsExactly("endpoint");
    return reply.getString("endpoint");
  }

  private List<?> endpoints(Route route, String socket) {
    JsonObject reply = route.command(node, socket, "endpoints");
    assertThat(reply.fieldNames()).containsExactly("endpoints");
    return reply.getJsonArray("endpoints").getList();
  }

  private void expectRelayed(String to) {
    BlockingQueue<ZmqMessage> received = node.collect(node.address(to, "out"));
    node.send("push", "over " + to);
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("over " + to));
  }

  private static Object[] fields(String endpoint) {
    return endpoint == null ? new Object[0] : new Object[] {"endpoint", endpoint};
  }

  @ParameterizedTest
  @EnumSource
  void shouldBindAWildcardPortAndTellItsNumber(Route route) {
    deploy(route);

    String bound = endpoint(route, "pull", "bind", "endpoint", WILDCARD);

    assertThat(bound).matches(RESOLVED);
    assertThat(endpoints(route, "pull")).isEqualTo(List.of(bound));
    assertThat(endpoint(route, "push", "connect", "endpoint", bound)).isEqualTo(bound);
    expectRelayed("pull");
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKET,RESOLVED", "SOCKET,ASKED", "SOCKET,LAST",
    "VERTICLE,RESOLVED", "VERTICLE,ASKED", "VERTICLE,LAST"
  })
  void shouldUnbindAndGiveThePortBack(Route route, String which) {
    deploy(route);
    String first = endpoint(route, "pull", "bind", "endpoint", WILDCARD);
    String last = endpoint(route, "pull", "bind", "endpoint", "tcp://*:*");
    boolean isLast = which.equals("LAST");
    String gone = isLast ? last : first;
    String wanted = isLast ? null : which.equals("ASKED") ? WILDCARD : first;

    assertThat(endpoint(route, "pull", "unbind", fields(wanted))).isEqualTo(gone);

    assertThat(endpoints(route, "pull")).isEqualTo(List.of(isLast ? first : last));
    assertThat(endpoint(route, "other", "bind", "endpoint", gone)).isEqualTo(gone);
    node.command("push", "connect", "socket", "other");
    expectRelayed("other");
  }

  @ParameterizedTest
  @EnumSource
  void shouldMoveAPortFromSocketToSocketAgainAndAgain(Route route) {
    deploy(route);
    // Not one that the system gives out: any process may get it while it isn't bound.
    String port = "tcp://127.0.0.1:" + Leaks.freePort();
    endpoint(route, "pull", "bind", "endpoint", port);
    for (int i = 0; i < 50; i++) {
      String from = i % 2 == 0 ? "pull" : "other";
      String to = i % 2 == 0 ? "other" : "pull";
      endpoint(route, from, "unbind");
      endpoint(route, to, "bind", "endpoint", port);
    }
    node.command("push", "connect", "socket", "pull");
    expectRelayed("pull");
  }

  @ParameterizedTest
  @CsvSource({"SOCKET,true", "SOCKET,false", "VERTICLE,true", "VERTICLE,false"})
  void shouldDisconnectAndSendNothingThereAnyMore(Route route, boolean byEndpoint) {
    deploy(route);
    String bound = endpoint(route, "pull", "bind", "endpoint", WILDCARD);
    endpoint(route, "push", "connect", "endpoint", bound);
    expectRelayed("pull");

    String wanted = byEndpoint ? bound : null;
    assertThat(endpoint(route, "push", "disconnect", fields(wanted))).isEqualTo(bound);

    assertThat(endpoints(route, "push")).isEmpty();
    for (String each : new String[] {"push", "pull"}) {
      Eventually.until(() -> "no peer of " + each, () -> node.stats(each).getInteger("peers") == 0);
    }
    node.vertx().eventBus().send("zmq.push.in", "nobody is there");
    Eventually.until(() -> "it is kept", () -> node.stats("push").getInteger("pending") == 1);
    assertThat(node.stats("pull").getInteger("received")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDisconnectOnlyTheLast(Route route) {
    deploy(route);
    String first = endpoint(route, "pull", "bind", "endpoint", WILDCARD);
    String last = endpoint(route, "other", "bind", "endpoint", WILDCARD);
    endpoint(route, "push", "connect", "endpoint", first);
    endpoint(route, "push", "connect", "endpoint", last);

    assertThat(endpoint(route, "push", "disconnect")).isEqualTo(last);

    assertThat(endpoints(route, "push")).isEqualTo(List.of(first));
    expectRelayed("pull");
  }

  @ParameterizedTest
  @CsvSource({"SOCKET,tcp://*:*", "SOCKET,inproc://x", "VERTICLE,tcp://0.0.0.0:*"})
  void shouldConnectToASocketOfTheVerticleAndBack(Route route, String bind) {
    deploy(route);
    endpoint(route, "pull", "bind", "endpoint", "inproc://not-the-last");
    endpoint(route, "pull", "bind", "endpoint", bind);

    String target = endpoint(route, "push", "connect", "socket", "pull");

    assertThat(target).matches(bind.startsWith("tcp") ? RESOLVED : "inproc://x");
    expectRelayed("pull");
    assertThat(endpoint(route, "push", "disconnect", "socket", "pull")).isEqualTo(target);
    assertThat(endpoints(route, "push")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveAnInprocNameBackOnUnbind(Route route) {
    deploy(route);
    endpoint(route, "pull", "bind", "endpoint", "inproc://name");
    Refusal.of(
            ZmqFailure.BAD_ENDPOINT,
            () -> endpoint(route, "other", "bind", "endpoint", "inproc://name"))
        .contains("socket 'other'", "bind inproc://name", "in use");

    assertThat(endpoint(route, "pull", "unbind", "endpoint", "inproc://name"))
        .isEqualTo("inproc://name");

    endpoint(route, "other", "bind", "endpoint", "inproc://name");
    endpoint(route, "push", "connect", "endpoint", "inproc://name");
    expectRelayed("other");
  }

  @ParameterizedTest
  @EnumSource
  void shouldAttachWhatAStringWithCommasOrAnArrayNames(Route route) {
    deploy(route);

    JsonArray bound =
        route
            .command(node, "pull", "attach", "endpoints", "@" + WILDCARD + ", @inproc://both")
            .getJsonArray("endpoints");

    assertThat(bound.getString(0)).matches(RESOLVED);
    assertThat(bound.getString(1)).isEqualTo("inproc://both");
    JsonArray wanted = new JsonArray().add(">" + bound.getString(0)).add("@inproc://push");
    JsonObject reply = route.command(node, "push", "attach", "endpoints", wanted);
    assertThat(reply.getJsonArray("endpoints"))
        .isEqualTo(new JsonArray().add(bound.getString(0)).add("inproc://push"));
    assertThat(endpoints(route, "push")).isEqualTo(List.of("inproc://push", bound.getString(0)));
    expectRelayed("pull");
  }
}
