// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.prefixed;
import static io.zmqchans.support.Messages.shapes;
import static io.zmqchans.support.Messages.tail;
import static io.zmqchans.support.Node.socket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of every shape there and back between socket types, frame by frame. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class SocketTypesTest extends RelayFixture {
  @Parameter Setting setting;

  private void shouldRelay(String from, String to) {
    BlockingQueue<ZmqMessage> received = received(to);
    for (ZmqMessage message : shapes()) {
      node.send(from, message);
      assertThat(Node.next(received)).isEqualTo(message);
    }
  }

  @Test
  void pairsShouldRelayBothWays() {
    node = setting.connected(setting.bound("a", "pair"), socket("b", "pair"));
    shouldRelay("a", "b");
    shouldRelay("b", "a");
  }

  @Test
  void dealersShouldRelayBothWays() {
    node = setting.connected(setting.bound("a", "dealer"), socket("b", "dealer"));
    shouldRelay("a", "b");
    shouldRelay("b", "a");
  }

  @Test
  void boundPullShouldReceiveFromPush() {
    node = setting.connected(setting.bound("pull", "pull"), socket("push", "push"));
    shouldRelay("push", "pull");
  }

  @Test
  void boundPushShouldSendToPull() {
    node = setting.connected(setting.bound("push", "push"), socket("pull", "pull"));
    shouldRelay("push", "pull");
  }

  @Test
  void repShouldAnswerReqWithoutEnvelopes() {
    node = setting.connected(setting.bound("rep", "rep"), socket("req", "req"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> replies = received("req");
    for (ZmqMessage message : shapes()) {
      node.send("req", message);
      assertThat(Node.next(requests)).isEqualTo(message);
      node.send("rep", message);
      assertThat(Node.next(replies)).isEqualTo(message);
    }
  }

  @Test
  void repShouldReturnTheEnvelopeOfADealer() {
    node = setting.connected(setting.bound("rep", "rep"), socket("dealer", "dealer"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> replies = received("dealer");
    node.send("dealer", ZmqMessage.of("envelope", "", "question"));
    assertThat(Node.next(requests)).isEqualTo(ZmqMessage.of("question"));
    node.send("rep", "answer");
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("envelope", "", "answer"));
  }

  @Test
  void routerShouldDeliverTheRoutingIdFirst() {
    JsonObject named = new JsonObject().put("routing_id", "me");
    node =
        setting.connected(
            setting.bound("router", "router"), socket("dealer", "dealer").put("options", named));
    BlockingQueue<ZmqMessage> requests = received("router");
    for (ZmqMessage message : shapes()) {
      node.send("dealer", message);
      assertThat(Node.next(requests)).isEqualTo(prefixed("me".getBytes(UTF_8), message));
    }
  }

  @Test
  void routerShouldSendToTheRoutingIdThatIsFirst() {
    node = setting.connected(setting.bound("router", "router"), socket("dealer", "dealer"));
    BlockingQueue<ZmqMessage> requests = received("router");
    BlockingQueue<ZmqMessage> replies = received("dealer");
    node.send("dealer", "hello");
    byte[] id = Node.next(requests).bytes(0);
    for (ZmqMessage message : shapes()) {
      node.send("router", prefixed(id, message));
      assertThat(Node.next(replies)).isEqualTo(message);
    }
  }

  @Test
  void routerShouldSeeTheDelimiterOfReq() {
    node = setting.connected(setting.bound("router", "router"), socket("req", "req"));
    BlockingQueue<ZmqMessage> requests = received("router");
    BlockingQueue<ZmqMessage> replies = received("req");
    for (ZmqMessage message : shapes()) {
      node.send("req", message);
      ZmqMessage request = Node.next(requests);
      assertThat(tail(request)).isEqualTo(prefixed(new byte[0], message));
      node.send("router", request);
      assertThat(Node.next(replies)).isEqualTo(message);
    }
  }

  @Test
  void routersShouldTalkToEachOtherByTheirIds() {
    JsonObject mandatory = new JsonObject().put("routing_id", "B").put("router_mandatory", true);
    node =
        setting.connected(
            setting.bound("a", "router").put("options", new JsonObject().put("routing_id", "A")),
            socket("b", "router").put("options", mandatory));
    BlockingQueue<ZmqMessage> atA = received("a");
    BlockingQueue<ZmqMessage> atB = received("b");
    Eventually.until(() -> "a way to A", () -> taken(submit("b", ZmqMessage.of("A", "", "to A"))));
    assertThat(Node.next(atA)).isEqualTo(ZmqMessage.of("B", "", "to A"));
    node.send("a", ZmqMessage.of("B", "to B"));
    assertThat(Node.next(atB)).isEqualTo(ZmqMessage.of("A", "to B"));
  }
}
