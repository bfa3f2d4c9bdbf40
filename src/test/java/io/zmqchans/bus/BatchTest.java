// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Handler;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import io.zmqchans.ZmqOptions;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket receives, in batches. */
class BatchTest extends RelayFixture {
  private static final int BATCH = 16;
  private static final int MAX_IN_FLIGHT = 40;
  private static final int COUNT = 2000;

  private void deploy(JsonObject more) {
    JsonObject pull = socket("pull", "pull").put("bind", "tcp://127.0.0.1:*").put("batch", BATCH);
    deploy(
        ThreadingModel.WORKER,
        pull.put("maxInFlight", MAX_IN_FLIGHT).mergeIn(more),
        socket("push", "push").put("maxPending", COUNT));
    node.command("push", "connect", "socket", "pull");
  }

  private static List<ZmqMessage> messages(BlockingQueue<ZmqBatch> batches, int count) {
    List<ZmqMessage> all = new ArrayList<>();
    while (all.size() < count) {
      ZmqBatch batch = Node.next(batches);
      assertThat(batch.size()).isLessThanOrEqualTo(BATCH);
      batch.forEach(all::add);
    }
    return all;
  }

  private MessageConsumer<ZmqBatch> consume(Handler<Message<ZmqBatch>> handler) {
    MessageConsumer<ZmqBatch> consumer = node.vertx().eventBus().consumer("zmq.pull.out", handler);
    Node.await(consumer.completion());
    return consumer;
  }

  private void shouldAddUp(int count) {
    awaitFigure("pull", "delivered", count);
    assertThat(figure("pull", "received")).isEqualTo(count);
    assertThat(figure("pull", "inFlight")).isZero();
    assertThat(figure("pull", "dropped")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldDeliverEveryMessageInOrder(String delivery) {
    deploy(new JsonObject().put("delivery", delivery));
    BlockingQueue<ZmqBatch> batches = new LinkedBlockingQueue<>();
    consume(
        message -> {
          batches.add(message.body());
          if (message.replyAddress() != null) {
            message.reply(null);
          }
        });
    List<ZmqMessage> messages = numbered(COUNT);
    node.send("push", ZmqBatch.of(messages));
    assertThat(messages(batches, COUNT)).isEqualTo(messages);
    shouldAddUp(COUNT);
  }

  @Test
  void shouldNotWaitForMoreMessages() {
    deploy(new JsonObject());
    BlockingQueue<ZmqBatch> batches = received("pull");
    node.send("push", "alone");
    assertThat(Node.next(batches)).containsExactly(ZmqMessage.of("alone"));
  }

  @Test
  void shouldHoldNoMoreThanMaxInFlightUntilSomebodyRegisters() {
    deploy(new JsonObject());
    List<ZmqMessage> messages = numbered(COUNT);
    node.send("push", ZmqBatch.of(messages));
    Eventually.until(() -> "a pause", () -> node.stats("pull").getBoolean("paused"));
    assertThat(figure("pull", "received")).isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
    assertThat(figure("pull", "received")).isEqualTo(figure("pull", "inFlight"));
    assertThat(messages(received("pull"), COUNT)).isEqualTo(messages);
    shouldAddUp(COUNT);
  }

  @Test
  void shouldCutABatchToWhatMayBeInFlight() {
    deploy(new JsonObject().put("maxInFlight", 3));
    BlockingQueue<ZmqBatch> batches = new LinkedBlockingQueue<>();
    MessageConsumer<ZmqBatch> consumer = consume(message -> batches.add(message.body()));
    consumer.pause();
    node.send("push", ZmqBatch.of(numbered(COUNT)));
    awaitFigure("pull", "inFlight", 3);
    consumer.resume();
    shouldAddUp(COUNT);
    assertThat(batches).allSatisfy(batch -> assertThat(batch.size()).isLessThanOrEqualTo(3));
  }

  @Test
  void shouldCountDroppedMessagesNotBatches() {
    deploy(new JsonObject().put("onFull", "drop"));
    node.send("push", ZmqBatch.of(numbered(COUNT)));
    Eventually.until(
        () -> "all in " + node.stats("pull"), () -> figure("pull", "dropped") == COUNT);
    assertThat(figure("pull", "received")).isEqualTo(COUNT);
  }

  @Test
  void shouldDeliverAnUnansweredBatchAgain() {
    deploy(new JsonObject().put("delivery", "request").put("requestTimeout", 200));
    BlockingQueue<ZmqBatch> ignored = new LinkedBlockingQueue<>();
    BlockingQueue<ZmqBatch> batches = new LinkedBlockingQueue<>();
    AtomicBoolean first = new AtomicBoolean(true);
    consume(
        message -> {
          if (first.getAndSet(false)) {
            ignored.add(message.body());
          } else {
            batches.add(message.body());
            message.reply(null);
          }
        });
    node.send("push", ZmqBatch.of(numbered(3)));
    ZmqBatch missed = Node.next(ignored);
    ZmqBatch again = Node.next(batches);
    while (!again.equals(missed)) { // the rest may have come as another batch
      again = Node.next(batches);
    }
    awaitFigure("pull", "redelivered", again.size());
    awaitFigure("pull", "delivered", 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req", "router", "rep"})
  void shouldRefuseToBeUsedInModeRpc(String type) {
    JsonObject rpc = socket("a", type).put("mode", "rpc").put("batch", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions(rpc))
        .withMessageContaining("batch: a %s socket in mode rpc", type);
  }

  @Test
  void shouldRefuseAFormatOrADecoderThatBatchesCannotCarry() {
    JsonObject pull = socket("a", "pull").put("batch", 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SocketOptions(pull.copy().put("format", "json")))
        .withMessageContaining("batch: found 2 with the format json");
    SocketOptions decoded = new SocketOptions(pull).setDecoder(ZmqMessage::size);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deploy(ThreadingModel.WORKER, decoded))
        .withMessageContaining("sockets[0].batch: found 2 with a decoder");
    assertThat(new ZmqOptions().addSocket(new SocketOptions(pull)).toJson()).isNotNull();
  }
}
