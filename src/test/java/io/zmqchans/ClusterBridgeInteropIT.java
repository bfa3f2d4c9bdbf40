// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.BridgeUser;
import io.zmqchans.support.ClusterFixture;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.LibzmqSocket;
import io.zmqchans.support.RemoteNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of two bridges, on two nodes of a cluster. */
class ClusterBridgeInteropIT extends ClusterFixture {
  private static final String TEXT = BridgeUser.TEXT;

  /** Of a request to a node whose consumer has just left, Vert.x tells nobody: it runs out. */
  private static final int REPLY_TIMEOUT = 4000;

  private final LibzmqSocket left = new LibzmqSocket("dealer");
  private final LibzmqSocket right = new LibzmqSocket("dealer");

  private static void deploy(RemoteNode node, String name) {
    JsonArray rules = new JsonArray().add(new JsonObject().put("addressRegex", "open\\..*"));
    JsonObject bridge = new JsonObject().put("name", "edge").put("bind", "tcp://127.0.0.1:*");
    bridge.put("inbound", rules).put("outbound", rules).put("replyTimeout", REPLY_TIMEOUT);
    JsonObject config = new JsonObject().put("name", name).put("controlScope", "cluster");
    node.deployConfig(config.put("bridges", new JsonArray().add(bridge)));
  }

  @BeforeEach
  void connect() {
    deploy(sockets, "left");
    deploy(other, "right");
    left.connect(other.endpoint("left", "edge"));
    right.connect(sockets.endpoint("right", "edge"));
  }

  @AfterEach
  void disconnect() {
    left.close();
    right.close();
  }

  private static void register(LibzmqSocket client, String address) {
    client.send("register", address);
    assertThat(client.receive()).isEqualTo(ZmqMessage.of("registered", address));
  }

  /** A node hears of what is registered on another a moment later: returns when this one has. */
  private static void awaitThere(LibzmqSocket asker, String address, LibzmqSocket answerer) {
    Eventually.until(
        () -> "somebody at " + address,
        () -> {
          asker.send("request", "probe", address, "", "");
          ZmqMessage[] answer = {null};
          Eventually.until(
              () -> "an answer",
              () -> {
                if (answerer.hasReceived()) {
                  answerer.send("reply", answerer.receive().string(2), "", "");
                }
                answer[0] = asker.hasReceived() ? asker.receive() : null;
                return answer[0] != null;
              });
          return answer[0].string(0).equals("reply");
        });
  }

  @Test
  void shouldRequestOfAClientElsewhere() {
    register(right, "open.ask");
    awaitThere(left, "open.ask", right);

    left.send("request", "7", "open.ask", TEXT, "question");
    ZmqMessage message = right.receive();
    right.send("reply", message.string(2), TEXT, "answer");

    assertThat(message.string(4)).isEqualTo("question");
    assertThat(left.receive()).isEqualTo(ZmqMessage.of("reply", "7", TEXT, "answer"));
  }

  @Test
  void shouldRequestOfAConsumerElsewhere() {
    other.order("echo", "address", "open.echo");

    left.send("request", "1", "open.echo", TEXT, "who's there?");

    assertThat(left.receive()).isEqualTo(ZmqMessage.of("reply", "1", TEXT, "who's there?"));
  }

  @Test
  void shouldPublishToClientsEverywhereAndSendInTurn() {
    register(left, "open.news");
    register(right, "open.news");
    Eventually.until(
        () -> "both",
        () -> {
          left.send("publish", "open.news", "", "probe");
          assertThat(left.receive().string(4)).isEqualTo("probe");
          return right.hasReceived();
        });
    left.send("publish", "open.news", "", "news");
    assertThat(left.receive().string(4)).isEqualTo("news");
    assertThat(afterProbes(right)).isEqualTo("news");

    // Whose turn it is begins anew when a node hears of a registration: not exactly half each.
    List<String> sent = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    sent.forEach(each -> left.send("send", "open.news", "", each));

    List<String> atLeft = new ArrayList<>();
    List<String> atRight = new ArrayList<>();
    Eventually.until(
        () -> "all of them: " + atLeft + ", " + atRight,
        () -> {
          take(left, atLeft);
          take(right, atRight);
          return atLeft.size() + atRight.size() == sent.size();
        });
    assertThat(Stream.concat(atLeft.stream(), atRight.stream()))
        .containsExactlyInAnyOrderElementsOf(sent);
    assertThat(List.of(atLeft, atRight)).allSatisfy(each -> assertThat(each).isNotEmpty());
  }

  private static void take(LibzmqSocket client, List<String> bodies) {
    if (client.hasReceived()) {
      bodies.add(client.receive().string(4));
    }
  }

  private static String afterProbes(LibzmqSocket client) {
    String body = client.receive().string(4);
    return body.equals("probe") ? afterProbes(client) : body;
  }

  @Test
  void shouldTellTheRequesterElsewhereThatAClientIsGone() {
    register(right, "open.gone");
    awaitThere(left, "open.gone", right);
    left.send("request", "7", "open.gone", "", "");
    assertThat(right.receive().string(0)).isEqualTo("message");

    right.kill();

    ZmqMessage error = left.receive();
    assertThat(error.string(0) + error.string(1)).isEqualTo("error7");
    assertThat(new JsonObject(error.string(2)).getInteger("code"))
        .isEqualTo(ZmqFailure.REMOTE_FAILURE.code());
    Eventually.until(
        () -> "nobody there",
        () -> {
          left.send("request", "8", "open.gone", "", "");
          int code = new JsonObject(left.receive().string(2)).getInteger("code");
          return code == ZmqFailure.UNROUTABLE.code();
        });
  }
}
