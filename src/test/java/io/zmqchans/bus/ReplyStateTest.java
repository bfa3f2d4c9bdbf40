// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The turns that {@code req} and {@code rep} take. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class ReplyStateTest extends RelayFixture {
  @Parameter Setting setting;

  private void shouldOweNothing() {
    assertThat(refusal("rep", "to nobody"))
        .returns(ZmqFailure.WRONG_STATE.code(), ReplyException::failureCode)
        .hasMessageContaining("'rep'");
  }

  @Test
  void reqShouldKeepTheNextRequestUntilTheReply() {
    node = setting.connected(setting.bound("rep", "rep"), socket("req", "req"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> replies = received("req");
    Future<Message<Object>> first = submit("req", "first");
    Future<Message<Object>> second = submit("req", "second");
    Node.await(first);
    assertThat(Node.next(requests)).isEqualTo(ZmqMessage.of("first"));
    awaitFigure("req", "pending", 1);
    assertThat(second.isComplete()).isFalse();
    node.send("rep", "1");
    Node.await(second);
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("1"));
    assertThat(Node.next(requests)).isEqualTo(ZmqMessage.of("second"));
    node.send("rep", "2");
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("2"));
    assertThat(figure("req", "pending")).isZero();
  }

  @Test
  void reqShouldWorkOffAQueueOfRequests() {
    node = setting.connected(setting.bound("rep", "rep"), socket("req", "req"));
    BlockingQueue<ZmqMessage> replies = received("req");
    node.vertx()
        .eventBus()
        .<ZmqMessage>consumer(
            "zmq.rep.out",
            m -> node.vertx().eventBus().send("zmq.rep.in", "re: " + m.body().string(0)));
    for (int i = 0; i < 200; i++) {
      node.vertx().eventBus().send("zmq.req.in", "" + i);
    }
    for (int i = 0; i < 200; i++) {
      assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("re: " + i));
    }
    assertThat(figure("rep", "refused")).isZero();
  }

  @Test
  void repWithoutARequestShouldRefuse() {
    node = setting.connected(setting.bound("rep", "rep"), socket("req", "req"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> replies = received("req");
    shouldOweNothing();
    node.send("req", "question");
    Node.next(requests);
    node.send("rep", ZmqMessage.of("answer", "of two"));
    shouldOweNothing();
    assertThat(Node.next(replies)).isEqualTo(ZmqMessage.of("answer", "of two"));
    assertThat(figure("rep", "refused")).isEqualTo(2);
    assertThat(figure("rep", "sent")).isEqualTo(1);
  }

  @Test
  void repShouldAnswerTheClientThatAsked() {
    node = setting.connected(setting.bound("rep", "rep"), socket("A", "req"), socket("B", "req"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> toA = received("A");
    BlockingQueue<ZmqMessage> toB = received("B");
    for (int i = 0; i < 50; i++) {
      Future<?> a = submit("A", "A" + i);
      Future<?> b = submit("B", "B" + i);
      Node.await(Future.all(a, b));
      for (int turn = 0; turn < 2; turn++) {
        ZmqMessage request = Node.next(requests);
        assertThat(requests).isEmpty();
        node.send("rep", request);
      }
      assertThat(Node.next(toA)).isEqualTo(ZmqMessage.of("A" + i));
      assertThat(Node.next(toB)).isEqualTo(ZmqMessage.of("B" + i));
    }
  }

  @Test
  void repShouldReplyToAClientThatIsGone() {
    node = setting.connected(setting.bound("rep", "rep"), socket("A", "req"), socket("B", "req"));
    BlockingQueue<ZmqMessage> requests = received("rep");
    BlockingQueue<ZmqMessage> toB = received("B");
    node.send("A", "and off");
    Node.next(requests);
    node.command("A", "close");
    node.send("B", "still here");
    node.send("rep", "to A");
    assertThat(Node.next(requests)).isEqualTo(ZmqMessage.of("still here"));
    node.send("rep", "to B");
    assertThat(Node.next(toB)).isEqualTo(ZmqMessage.of("to B"));
  }
}
