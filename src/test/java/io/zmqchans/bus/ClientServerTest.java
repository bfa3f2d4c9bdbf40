// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code client} and {@code server}: single frames, and routing ids of four bytes. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class ClientServerTest extends RelayFixture {
  private static final byte[] NOBODY = new byte[Integer.BYTES]; // ZeroMQ gives no id of zero

  @Parameter Setting setting;
  private BlockingQueue<ZmqMessage> requests;

  private void deploy(JsonObject... clients) {
    node = setting.connected(setting.bound("server", "server"), clients);
    requests = received("server");
  }

  private byte[] idOf(String client) {
    node.send(client, "I am " + client);
    ZmqMessage request = Node.next(requests);
    assertThat(request.size()).isEqualTo(2);
    assertThat(request.string(1)).isEqualTo("I am " + client);
    return request.bytes(0);
  }

  private void shouldBeBad(String socket, Object body, String why) {
    assertThat(refusal(socket, body))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessage("socket '" + socket + "' can't send this: " + why);
  }

  @Test
  void shouldAnswerTheClientThatAsked() {
    deploy(socket("one", "client"), socket("two", "client"));
    BlockingQueue<ZmqMessage> one = received("one");
    BlockingQueue<ZmqMessage> two = received("two");
    byte[] first = idOf("one");
    byte[] second = idOf("two");
    assertThat(first).hasSize(Integer.BYTES).isNotEqualTo(second);
    node.send("server", ZmqMessage.of(second, "to two"));
    node.send("server", new JsonArray().add(first).add("to one"));
    node.send("server", ZmqMessage.of(first, ""));
    assertThat(next(2, one)).containsExactly(ZmqMessage.of("to one"), ZmqMessage.of(""));
    assertThat(Node.next(two)).isEqualTo(ZmqMessage.of("to two"));
    assertThat(idOf("one")).isEqualTo(first);
  }

  @Test
  void unknownIdShouldBeUnroutable() {
    deploy(socket("client", "client"));
    BlockingQueue<ZmqMessage> replies = received("client");
    byte[] id = idOf("client");
    for (int i = 0; i < 20; i++) {
      assertThat(refusal("server", ZmqMessage.of(NOBODY, "lost")))
          .returns(ZmqFailure.UNROUTABLE.code(), ReplyException::failureCode)
          .hasMessageContaining("'server' has no peer with the routing id");
      node.send("server", ZmqMessage.of(id, "a" + i));
      assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("a" + i));
    }
    assertThat(figure("server", "refused")).isEqualTo(20);
    assertThat(figure("server", "sent")).isEqualTo(20);
  }

  @Test
  void clientThatIsGoneShouldBeUnroutable() {
    deploy(socket("client", "client"), socket("other", "client"));
    byte[] id = idOf("client");
    node.command("client", "close");
    Eventually.until(
        () -> "no more client", () -> !taken(submit("server", ZmqMessage.of(id, "late"))));
    assertThat(refusal("server", ZmqMessage.of(id, "late")))
        .returns(ZmqFailure.UNROUTABLE.code(), ReplyException::failureCode);
    BlockingQueue<ZmqMessage> replies = received("other");
    node.send("server", ZmqMessage.of(idOf("other"), "still here"));
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("still here"));
  }

  @Test
  void shouldRefuseOtherFramesThanItHas() {
    deploy(socket("client", "client"));
    String routed = "a server's message is a routing id of 4 bytes and one frame, found ";
    shouldBeBad(
        "client", ZmqMessage.of("a", "b"), "a client's message is one frame, found 2 frames");
    shouldBeBad("client", new JsonArray().add("a").add("b").add("c"), one("client", 3));
    shouldBeBad("server", "body", routed + "1 frame");
    shouldBeBad("server", ZmqMessage.of(NOBODY, "a", "b"), routed + "3 frames");
    shouldBeBad("server", ZmqMessage.of("12345", "a"), routed + "2 frames, the first of 5 bytes");
    assertThat(figure("client", "refused")).isEqualTo(2);
    assertThat(figure("server", "refused")).isEqualTo(3);
    assertThat(figure("client", "sent")).isZero();
    idOf("client");
  }

  private static String one(String type, int found) {
    return "a " + type + "'s message is one frame, found " + found + " frames";
  }

  @Test
  void fullClientShouldKeepMessagesPending() {
    JsonObject small = new JsonObject().put("sndhwm", 2).put("rcvhwm", 2);
    node =
        setting.connected(
            setting.bound("server", "server").put("options", small),
            socket("client", "client").put("maxInFlight", 1).put("options", small));
    requests = received("server");
    byte[] id = idOf("client");
    String large = "\0".repeat(1 << 18);
    List<Future<Message<Object>>> sent =
        numbered(100).stream()
            .map(number -> submit("server", ZmqMessage.of(id, number.string(0) + large)))
            .toList();
    Eventually.until(() -> "a pause", () -> node.stats("client").getBoolean("paused"));
    assertThat(sent.get(sent.size() - 1).isComplete()).isFalse();
    assertThat(figure("server", "pending")).isPositive();
    BlockingQueue<ZmqMessage> replies = received("client");
    for (int i = 0; i < sent.size(); i++) {
      assertThat(Node.next(replies).string(0)).startsWith(i + "\0");
    }
    sent.forEach(Node::await);
    awaitFigure("server", "pending", 0);
    assertThat(figure("server", "sent")).isEqualTo(sent.size());
  }
}
