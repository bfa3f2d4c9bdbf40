// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Messages.next;
import static io.zmqchans.support.Messages.numbered;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a socket receives while its consumers are absent, paused or slow. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#all")
class FlowTest extends RelayFixture {
  private static final int MAX_IN_FLIGHT = 8;
  private static final int COUNT = 500;

  @Parameter Setting setting;
  private final BlockingQueue<ZmqMessage> received = new LinkedBlockingQueue<>();

  private void deploy() {
    deploy(
        setting.model(),
        setting.bound("pull", "pull").put("maxInFlight", MAX_IN_FLIGHT),
        setting.bound("other", "pull"),
        socket("push", "push"),
        socket("aside", "push"));
    node.command("push", "connect", "socket", "pull");
    node.command("aside", "connect", "socket", "other");
  }

  /** One for {@code pull}, in the state that a test has brought it to, registered. */
  private MessageConsumer<ZmqMessage> register(UnaryOperator<MessageConsumer<ZmqMessage>> state) {
    MessageConsumer<ZmqMessage> consumer =
        state.apply(node.vertx().eventBus().consumer("zmq.pull.out"));
    Node.await(consumer.handler(message -> received.add(message.body())).completion());
    return consumer;
  }

  private List<Future<Message<Object>>> submitAll(List<ZmqMessage> messages) {
    return messages.stream().map(message -> submit("push", message)).toList();
  }

  private void awaitPaused() {
    Eventually.until(
        () -> "a pause in " + node.stats("pull"), () -> node.stats("pull").getBoolean("paused"));
  }

  /** Every message is somewhere, as soon as nothing moves. */
  private void shouldAddUp() {
    Eventually.until(
        () -> "a sum in " + node.stats("pull"),
        () -> {
          JsonObject stats = node.stats("pull");
          return stats.getLong("received")
              == stats.getLong("delivered")
                  + stats.getLong("dropped")
                  + stats.getLong("undecodable")
                  + stats.getLong("inFlight");
        });
  }

  private void shouldStayWithinTheWindow() {
    JsonObject stats = node.stats("pull");
    assertThat(stats.getLong("received") - stats.getLong("delivered"))
        .isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
  }

  /** All of these have arrived, in order, and nothing is left. */
  private void shouldArrive(List<ZmqMessage> messages) {
    assertThat(next(messages.size(), received)).isEqualTo(messages);
    awaitFigure("pull", "delivered", messages.size());
    assertThat(figure("pull", "received")).isEqualTo(messages.size());
    assertThat(figure("pull", "inFlight")).isZero();
    assertThat(figure("pull", "dropped")).isZero();
  }

  @Test
  void shouldHoldMessagesUntilSomebodyRegisters() {
    deploy();
    List<ZmqMessage> messages = numbered(COUNT);
    List<Future<Message<Object>>> requests = submitAll(messages);
    awaitPaused();
    shouldAddUp();
    shouldStayWithinTheWindow();
    assertThat(figure("pull", "delivered")).isZero();
    register(consumer -> consumer);
    shouldArrive(messages);
    requests.forEach(Node::await);
    assertThat(figure("push", "sent")).isEqualTo(COUNT);
  }

  @Test
  void pausedConsumerShouldStopItsSocketOnly() {
    deploy();
    MessageConsumer<ZmqMessage> consumer = register(MessageConsumer::pause);
    BlockingQueue<ZmqMessage> aside = received("other");
    List<ZmqMessage> messages = numbered(COUNT);
    submitAll(messages);
    awaitPaused();
    for (ZmqMessage message : numbered(50)) {
      node.send("aside", message);
      assertThat(Node.next(aside)).isEqualTo(message);
      shouldStayWithinTheWindow();
    }
    assertThat(received).isEmpty();
    shouldAddUp();
    consumer.resume();
    shouldArrive(messages);
  }

  @Test
  void shouldDeliverAsManyAsAreFetched() {
    deploy();
    MessageConsumer<ZmqMessage> consumer = register(each -> each.pause().fetch(3));
    List<ZmqMessage> messages = numbered(COUNT);
    submitAll(messages);
    awaitFigure("pull", "delivered", 3);
    awaitPaused();
    shouldAddUp();
    assertThat(received).hasSize(3);
    consumer.fetch(MAX_IN_FLIGHT);
    awaitFigure("pull", "delivered", 3 + MAX_IN_FLIGHT);
    shouldStayWithinTheWindow();
    consumer.resume();
    shouldArrive(messages);
  }

  @Test
  void slowConsumerShouldSlowTheSocketDown() {
    deploy();
    MessageConsumer<ZmqMessage> consumer = register(each -> each.pause().fetch(1));
    List<ZmqMessage> messages = numbered(COUNT);
    List<Future<Message<Object>>> requests = submitAll(messages);
    while (received.size() < COUNT) {
      int before = received.size();
      consumer.fetch(1);
      shouldStayWithinTheWindow();
      Eventually.until(() -> "another after " + before, () -> received.size() > before);
    }
    shouldArrive(messages);
    requests.forEach(Node::await);
  }

  @Test
  void shouldGoOnWithTheNextConsumer() {
    deploy();
    List<ZmqMessage> messages = numbered(COUNT);
    MessageConsumer<ZmqMessage> first = register(consumer -> consumer);
    submitAll(messages.subList(0, 20));
    awaitFigure("pull", "delivered", 20);
    Node.await(first.unregister());
    submitAll(messages.subList(20, COUNT));
    awaitPaused();
    register(consumer -> consumer);
    shouldArrive(messages);
  }

  @Test
  void consumersShouldShareTheMessages() {
    deploy();
    register(consumer -> consumer);
    register(consumer -> consumer);
    List<ZmqMessage> messages = numbered(COUNT);
    submitAll(messages);
    assertThat(next(COUNT, received)).containsExactlyInAnyOrderElementsOf(messages);
    awaitFigure("pull", "delivered", COUNT);
    shouldAddUp();
  }
}
