// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of messages while their socket can't take them. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class PendingTest extends RelayFixture {
  private static final int SNDHWM = 3;
  private static final int MAX_PENDING = 5;

  @Parameter Setting setting;

  private JsonObject small(JsonObject push) {
    return push.put("maxPending", MAX_PENDING)
        .put("options", new JsonObject().put("sndhwm", SNDHWM));
  }

  /** One request for each message, in order. */
  private List<Future<Message<Object>>> submitAll(List<ZmqMessage> messages) {
    return messages.stream().map(message -> submit("push", message)).toList();
  }

  private void shouldBeFull() {
    assertThat(refusal("push", "one too many"))
        .returns(ZmqFailure.FULL.code(), ReplyException::failureCode)
        .hasMessageContaining("'push'")
        .hasMessageContaining("maxPending")
        .hasMessageContaining("" + MAX_PENDING);
  }

  @Test
  void requestShouldWaitForAPeer() {
    node = Node.deploy(setting.model(), setting.bound("push", "push"), socket("pull", "pull"));
    BlockingQueue<ZmqMessage> received = received("pull");
    Future<Message<Object>> request = submit("push", "early");
    awaitFigure("push", "pending", 1);
    assertThat(request.isComplete()).isFalse();
    node.command("pull", "connect", "socket", "push");
    assertThat(Node.await(request).body()).isNull();
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("early"));
    assertThat(figure("push", "pending")).isZero();
  }

  @Test
  void shouldRefuseWhatIsMoreThanMaxPending() {
    deploy(setting.model(), small(setting.bound("push", "push")), socket("pull", "pull"));
    BlockingQueue<ZmqMessage> received = received("pull");
    List<ZmqMessage> messages = numbered(MAX_PENDING);
    List<Future<Message<Object>>> requests = submitAll(messages);
    shouldBeFull();
    shouldBeFull();
    assertThat(requests).noneMatch(Future::isComplete);
    assertThat(figure("push", "pending")).isEqualTo(MAX_PENDING);
    assertThat(figure("push", "refused")).isEqualTo(2);
    node.command("pull", "connect", "socket", "push");
    requests.forEach(Node::await);
    node.send("push", "after them");
    assertThat(next(MAX_PENDING, received)).isEqualTo(messages);
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("after them"));
    assertThat(figure("push", "sent")).isEqualTo(MAX_PENDING + 1);
  }

  @Test
  void refusedSendsShouldBeReported() {
    deploy(setting.model(), small(setting.bound("push", "push")));
    BlockingQueue<JsonObject> events = events("push");
    int refused = 20;
    for (int i = 0; i < MAX_PENDING + refused; i++) {
      node.vertx().eventBus().send("zmq.push.in", "x");
    }
    for (int reported = 0; reported < refused; ) {
      JsonObject event = Node.next(events);
      assertThat(event.getString("event")).isEqualTo("refused");
      assertThat(event.getString("socket")).isEqualTo("push");
      assertThat(event.getString("reason")).contains("FULL", "'push'");
      reported += event.getInteger("count");
      assertThat(reported).isLessThanOrEqualTo(refused);
    }
    assertThat(figure("push", "refused")).isEqualTo(refused);
    assertThat(figure("push", "pending")).isEqualTo(MAX_PENDING);
    node.command("push", "close");
  }

  @Test
  void burstShouldNotBeRefusedWhileZeroMqHasRoom() {
    JsonObject unlimited = new JsonObject().put("sndhwm", 0);
    node =
        setting.connected(
            setting.bound("pull", "pull"), small(socket("push", "push")).put("options", unlimited));
    BlockingQueue<ZmqMessage> received = received("pull");
    List<ZmqMessage> messages = numbered(500);
    messages.forEach(message -> node.vertx().eventBus().send("zmq.push.in", message));
    assertThat(next(messages.size(), received)).isEqualTo(messages);
    assertThat(figure("push", "refused")).isZero();
  }

  @Test
  void zeroMqShouldTakeItsHighWaterMarkBeforeAnythingWaits() {
    deploy(setting.model(), small(socket("push", "push")), setting.bound("pull", "pull"));
    BlockingQueue<ZmqMessage> received = received("pull");
    String endpoint = node.command("pull", "unbind").getString("endpoint");
    node.command("push", "connect", "endpoint", endpoint);
    List<ZmqMessage> messages = numbered(SNDHWM + MAX_PENDING);
    List<Future<Message<Object>>> taken = submitAll(messages.subList(0, SNDHWM));
    taken.forEach(Node::await);
    List<Future<Message<Object>>> waiting = submitAll(messages.subList(SNDHWM, messages.size()));
    shouldBeFull();
    assertThat(waiting).noneMatch(Future::isComplete);
    assertThat(figure("push", "sent")).isEqualTo(SNDHWM);
    node.command("pull", "bind", "endpoint", endpoint);
    waiting.forEach(Node::await);
    assertThat(next(messages.size(), received)).isEqualTo(messages);
  }

  @Test
  void closingShouldRefuseWhatIsPending() {
    deploy(setting.model(), setting.bound("push", "push"));
    List<Future<Message<Object>>> requests = submitAll(numbered(MAX_PENDING));
    awaitFigure("push", "pending", MAX_PENDING);
    node.command("push", "close");
    for (Future<Message<Object>> request : requests) {
      assertThat(failure(request))
          .returns(ZmqFailure.CLOSED.code(), ReplyException::failureCode)
          .hasMessageContaining("'push'");
    }
  }

  @Test
  void shouldNeverTearAMessage() {
    JsonObject one = new JsonObject().put("sndhwm", 1);
    node =
        setting.connected(
            setting
                .bound("pull", "pull")
                .put("maxInFlight", 1)
                .put("options", new JsonObject().put("rcvhwm", 1)),
            socket("push", "push").put("options", one));
    BlockingQueue<ZmqMessage> received = received("pull");
    int count = 500;
    for (int i = 0; i < count; i++) {
      ZmqMessage message = ZmqMessage.of("a" + i, "", "b" + i, "c" + i, "end " + i);
      node.vertx().eventBus().send("zmq.push.in", message);
    }
    for (int i = 0; i < count; i++) {
      assertThat(Node.next(received))
          .isEqualTo(ZmqMessage.of("a" + i, "", "b" + i, "c" + i, "end " + i));
    }
    assertThat(figure("push", "refused")).isZero();
  }
}
