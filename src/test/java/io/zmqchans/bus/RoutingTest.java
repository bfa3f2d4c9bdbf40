// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a {@code router} sends its messages. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class RoutingTest extends RelayFixture {
  private static final ZmqMessage LOST = ZmqMessage.of("nobody", "lost");

  @Parameter Setting setting;
  private BlockingQueue<ZmqMessage> requests;
  private BlockingQueue<ZmqMessage> replies;

  /** A router and a dealer it knows, and the dealer's id. */
  private ZmqMessage connected(JsonObject options) {
    node =
        setting.connected(
            setting.bound("router", "router").put("options", options), socket("dealer", "dealer"));
    requests = received("router");
    replies = received("dealer");
    node.send("dealer", "hello");
    return Node.next(requests);
  }

  private static JsonObject mandatory() {
    return new JsonObject().put("router_mandatory", true);
  }

  @Test
  void unknownIdShouldBeUnroutableWhenMandatory() {
    byte[] id = connected(mandatory()).bytes(0);
    for (int i = 0; i < 20; i++) {
      assertThat(refusal("router", LOST))
          .returns(ZmqFailure.UNROUTABLE.code(), ReplyException::failureCode)
          .hasMessageContaining("'router'")
          .hasMessageContaining("nobody");
      node.send("router", ZmqMessage.of(id, "a" + i, "b"));
      assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("a" + i, "b"));
    }
    assertThat(figure("router", "refused")).isEqualTo(20);
    assertThat(figure("router", "sent")).isEqualTo(20);
  }

  @Test
  void unroutableSendShouldBeReported() {
    connected(mandatory());
    BlockingQueue<JsonObject> events = events("router");
    node.vertx().eventBus().send("zmq.router.in", LOST);
    JsonObject event = Node.next(events);
    assertThat(event.getString("event")).isEqualTo("refused");
    assertThat(event.getInteger("count")).isEqualTo(1);
    assertThat(event.getString("reason")).contains("UNROUTABLE", "nobody");
  }

  @Test
  void unknownIdShouldBeAcceptedWhenNotMandatory() {
    byte[] id = connected(new JsonObject()).bytes(0);
    for (int i = 0; i < 20; i++) {
      node.send("router", LOST);
      node.send("router", ZmqMessage.of(id, "a" + i, "b"));
      assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("a" + i, "b"));
    }
    assertThat(figure("router", "refused")).isZero();
    assertThat(figure("router", "sent")).isEqualTo(40);
  }

  @Test
  void shouldRouteAfterTheReceivedIdWasOverwritten() {
    ZmqMessage request = connected(mandatory());
    byte[] id = request.bytes(0);
    Arrays.fill(request.array(0), (byte) 7);
    node.send("router", ZmqMessage.of(id, "x"));
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("x"));
  }

  @Test
  void everyFormOfBodyShouldRoute() {
    byte[] id = connected(mandatory()).bytes(0);
    node.send("router", new JsonArray().add(id).add("text").add(id));
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("text", id));
  }

  @Test
  void fullPeerShouldKeepMessagesPendingWhenMandatory() {
    node =
        setting.connected(
            setting.bound("router", "router").put("options", mandatory().put("sndhwm", 2)),
            socket("dealer", "dealer")
                .put("maxInFlight", 1)
                .put("options", new JsonObject().put("rcvhwm", 2)));
    requests = received("router");
    node.send("dealer", "hello");
    byte[] id = Node.next(requests).bytes(0);
    byte[] large = new byte[1 << 18];
    List<Future<Message<Object>>> sent =
        numbered(100).stream()
            .map(number -> submit("router", ZmqMessage.wrap(id, number.array(0), large)))
            .toList();
    Eventually.until(() -> "a pause", () -> node.stats("dealer").getBoolean("paused"));
    assertThat(sent.get(sent.size() - 1).isComplete()).isFalse();
    replies = received("dealer");
    for (int i = 0; i < sent.size(); i++) {
      assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("" + i, large));
    }
    sent.forEach(Node::await);
  }
}
