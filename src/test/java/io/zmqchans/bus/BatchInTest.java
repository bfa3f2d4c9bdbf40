// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** Batches sent to a socket. */
class BatchInTest extends RelayFixture {
  private static final int MAX_PENDING = 5;

  private void deployPush() {
    deploy(
        ThreadingModel.WORKER,
        socket("push", "push")
            .put("bind", "tcp://127.0.0.1:*")
            .put("maxPending", MAX_PENDING)
            .put("options", new JsonObject().put("sndhwm", 2)),
        socket("pull", "pull"));
  }

  private void connect() {
    node.command("pull", "connect", "socket", "push");
  }

  @Test
  void shouldAnswerWhenZeroMqHasAllOfThem() {
    deployPush();
    BlockingQueue<ZmqMessage> received = received("pull");
    List<ZmqMessage> messages = numbered(MAX_PENDING);
    Future<Message<Object>> request = submit("push", ZmqBatch.of(messages));
    awaitFigure("push", "pending", MAX_PENDING);
    assertThat(request.isComplete()).isFalse();
    connect();
    assertThat(Node.await(request).body()).isNull();
    assertThat(next(MAX_PENDING, received)).isEqualTo(messages);
    assertThat(figure("push", "sent")).isEqualTo(MAX_PENDING);
    assertThat(figure("push", "pending")).isZero();
  }

  @Test
  void shouldSendTheFirstOfThemIfThereIsNoRoomForAll() {
    deployPush();
    BlockingQueue<ZmqMessage> received = received("pull");
    List<ZmqMessage> messages = numbered(MAX_PENDING + 3);
    Future<Message<Object>> request = submit("push", ZmqBatch.of(messages));
    awaitFigure("push", "pending", MAX_PENDING);
    connect();
    assertThat(failure(request))
        .returns(ZmqFailure.FULL.code(), ReplyException::failureCode)
        .hasMessageContaining("'push'")
        .hasMessageContaining("ZeroMQ took 5 of the batch's 8 messages");
    assertThat(next(MAX_PENDING, received)).isEqualTo(messages.subList(0, MAX_PENDING));
    assertThat(figure("push", "refused")).isEqualTo(3);
    assertThat(figure("push", "sent")).isEqualTo(MAX_PENDING);
  }

  @Test
  void shouldReportARefusalOfWhatWasSentWithoutARequest() {
    deployPush();
    BlockingQueue<JsonObject> events = events("push");
    node.vertx().eventBus().send("zmq.push.in", ZmqBatch.of(numbered(MAX_PENDING + 3)));
    awaitFigure("push", "pending", MAX_PENDING);
    node.command("push", "close");
    JsonObject event = Node.next(events);
    assertThat(event.getString("event")).isEqualTo("refused");
    assertThat(event.getInteger("count")).isEqualTo(MAX_PENDING + 3);
  }

  @Test
  void shouldSendNoneIfOneIsNoMessageForThisSocket() {
    deploy(ThreadingModel.WORKER, socket("router", "router"));
    ZmqBatch batch = ZmqBatch.of(ZmqMessage.of("id", "x"), ZmqMessage.of("alone"));
    assertThat(refusal("router", batch))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessageContaining("routing id");
    assertThat(figure("router", "refused")).isEqualTo(2);
    assertThat(figure("router", "sent")).isZero();
  }

  @Test
  void shouldSendTheOthersIfOneIsUnroutable() {
    deploy(
        ThreadingModel.WORKER,
        socket("router", "router")
            .put("bind", "tcp://127.0.0.1:*")
            .put("options", new JsonObject().put("router_mandatory", true)),
        socket("dealer", "dealer").put("options", new JsonObject().put("routing_id", "d")));
    BlockingQueue<ZmqMessage> received = received("dealer");
    node.command("dealer", "connect", "socket", "router");
    BlockingQueue<ZmqMessage> greetings = received("router");
    node.send("dealer", "hello");
    Node.next(greetings);
    ZmqBatch batch =
        ZmqBatch.of(ZmqMessage.of("d", "1"), ZmqMessage.of("nobody", "2"), ZmqMessage.of("d", "3"));
    assertThat(refusal("router", batch))
        .returns(ZmqFailure.UNROUTABLE.code(), ReplyException::failureCode)
        .hasMessageContaining("took 2 of the batch's 3 messages");
    assertThat(next(2, received)).containsExactly(ZmqMessage.of("1"), ZmqMessage.of("3"));
    assertThat(figure("router", "refused")).isOne();
  }

  @Test
  void shouldGiveEachMessageToTheEncoder() {
    deploy(
        ThreadingModel.WORKER,
        new SocketOptions()
            .setName("push")
            .setType("push")
            .setEncoder(body -> ZmqMessage.of("encoded", ((ZmqMessage) body).string(0)))
            .setBind("inproc://encoded"),
        new SocketOptions().setName("pull").setType("pull").setConnect("inproc://encoded"));
    BlockingQueue<ZmqMessage> received = received("pull");
    node.send("push", ZmqBatch.of(ZmqMessage.of("a"), ZmqMessage.of("b")));
    assertThat(next(2, received))
        .containsExactly(ZmqMessage.of("encoded", "a"), ZmqMessage.of("encoded", "b"));
  }
}
