// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.ChildProcess;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.PythonPeer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A libzmq process floods a socket whose consumer is away for seconds, or changes. */
class FlowInteropIT {
  private static final int COUNT = 50_000;
  private static final int SIZE = 1024;
  private static final int MAX_IN_FLIGHT = 100;
  private static final int EARLY = 1_000;

  private final List<Long> received = Collections.synchronizedList(new ArrayList<>());
  private Node node;
  private ChildProcess sender;

  @BeforeAll
  static void needsLibzmq() {
    PythonPeer.assumeAvailable();
  }

  private void flood(String delivery) {
    JsonObject pull =
        Node.socket("pull", "pull")
            .put("bind", "tcp://127.0.0.1:*")
            .put("delivery", delivery)
            .put("maxInFlight", MAX_IN_FLIGHT);
    node = Node.deploy(ThreadingModel.WORKER, new JsonObject[] {pull});
    sender = PythonPeer.start("flood.py", node.endpoint("pull"), COUNT, SIZE);
  }

  @AfterEach
  void close() {
    sender.close();
    node.close();
  }

  private void consume() {
    Node.await(
        node.vertx().eventBus().<ZmqMessage>consumer("zmq.pull.out", this::take).completion());
  }

  /** A consumer that does this when it takes the thousandth. */
  private MessageConsumer<ZmqMessage> consume(Consumer<MessageConsumer<ZmqMessage>> then) {
    MessageConsumer<ZmqMessage> consumer = node.vertx().eventBus().consumer("zmq.pull.out");
    return consumer.handler(
        message -> {
          if (received.size() == EARLY - 1) {
            then.accept(consumer);
          }
          take(message);
        });
  }

  private void take(Message<ZmqMessage> message) {
    received.add(message.body().buffer(0).getLong(0));
    if (message.replyAddress() != null) {
      message.reply(null);
    }
  }

  /** It is paused for want of a consumer, not only for a moment. */
  private void awaitPaused() {
    long[] before = {-1};
    Eventually.until(
        () -> "a pause in " + node.stats("pull"),
        () -> {
          JsonObject stats = node.stats("pull");
          long now = stats.getLong("received");
          boolean still = now == before[0];
          before[0] = now;
          return still && now > 0 && stats.getBoolean("paused");
        });
  }

  /** Nothing is taken from now on, and the sender, with most of it still to send, has to wait. */
  private void shouldHoldFor(int seconds) {
    awaitPaused();
    long before = node.stats("pull").getLong("received");
    Node.await(node.vertx().timer(seconds, TimeUnit.SECONDS));
    JsonObject stats = node.stats("pull");
    assertThat(stats.getLong("received")).as(stats.encode()).isEqualTo(before);
    assertThat(stats.getLong("received") - stats.getLong("delivered"))
        .isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
    assertThat(sender.hasLine()).as("the sender has sent everything").isFalse();
  }

  private void shouldHaveAllInOrder() {
    Eventually.until(() -> received.size() + " arrived", () -> received.size() == COUNT);
    assertThat(received).isEqualTo(LongStream.range(0, COUNT).boxed().toList());
    Eventually.until(
        () -> "all delivered in " + node.stats("pull"),
        () -> node.stats("pull").getLong("delivered") == COUNT);
    assertThat(node.stats("pull").getLong("received")).isEqualTo(COUNT);
    assertThat(node.stats("pull").getLong("dropped")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish", "request"})
  void shouldHoldAFloodForAConsumerThatComesLater(String delivery) {
    flood(delivery);
    shouldHoldFor(3);
    consume();
    shouldHaveAllInOrder();
  }

  @Test
  void shouldHoldAFloodForAConsumerThatPauses() {
    flood("send");
    MessageConsumer<ZmqMessage> consumer = consume(MessageConsumer::pause);
    shouldHoldFor(5);
    assertThat(received).hasSize(EARLY);
    consumer.resume();
    shouldHaveAllInOrder();
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish"})
  void shouldLoseNothingUncountedWhenTheConsumerChanges(String delivery) {
    flood(delivery);
    consume(MessageConsumer::unregister);
    awaitPaused();
    consume();
    Eventually.until(
        () -> received.size() + " arrived, " + node.stats("pull"),
        () -> received.size() + node.stats("pull").getLong("dropped") == COUNT);
    assertThat(received).isSorted().doesNotHaveDuplicates();
    JsonObject stats = node.stats("pull");
    assertThat(stats.getLong("dropped")).isLessThanOrEqualTo(MAX_IN_FLIGHT);
    assertThat(stats.getLong("delivered")).isEqualTo(received.size());
    assertThat(stats.getLong("received")).isEqualTo(COUNT);
  }

  @Test
  void shouldDeliverAgainWhatAnUnregisteredConsumerHadNotAnswered() {
    flood("request");
    consume(MessageConsumer::unregister);
    awaitPaused();
    consume();
    Eventually.until(
        () -> node.stats("pull").encode(), () -> node.stats("pull").getLong("delivered") == COUNT);
    assertThat(received.stream().distinct().count()).isEqualTo(COUNT);
    assertThat(node.stats("pull").getLong("redelivered")).isPositive();
    assertThat(node.stats("pull").getLong("dropped")).isZero();
  }
}
