// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Draft types pass on, hold and count messages as all types do. */
@ParameterizedClass
@CsvSource({
  "scatter, gather, tcp",
  "channel, channel, tcp",
  "client, server, tcp",
  "radio, dish, tcp",
  "scatter, gather, inproc",
  "channel, channel, inproc",
  "client, server, inproc",
  "radio, dish, inproc"
})
class DraftFlowTest extends RelayFixture {
  private static final int MAX_IN_FLIGHT = 8;
  private static final int COUNT = 500;
  private static final String PROBE = "probe";

  @Parameter(0)
  String sender;

  @Parameter(1)
  String receiver;

  @Parameter(2)
  String transport;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @BeforeEach
  void deploy() {
    Setting setting = new Setting(ThreadingModel.WORKER, transport);
    JsonObject from = setting.bound("from", sender);
    JsonObject to = socket("to", receiver).put("maxInFlight", MAX_IN_FLIGHT);
    if (isGrouped()) { // or it would drop, as a pub does
      from.put("options", new JsonObject().put("sndhwm", 0));
      to.put("join", "group");
    }
    node = setting.connected(from, to);
    if (isGrouped()) {
      Eventually.until(
          () -> "a member of the group",
          () -> {
            node.send("from", message(PROBE));
            return figure("to", "received") > 0;
          });
    }
  }

  private boolean isGrouped() {
    return sender.equals("radio");
  }

  private ZmqMessage message(String body) {
    return isGrouped() ? ZmqMessage.of("group", body) : ZmqMessage.of(body);
  }

  /** Takes the last frame of each message. */
  private void register() {
    node.vertx()
        .eventBus()
        .<ZmqMessage>consumer(
            "zmq.to.out",
            message -> received.add(message.body().string(message.body().size() - 1)));
  }

  private String next() {
    String next = Node.next(received);
    return next.equals(PROBE) ? next() : next;
  }

  private void shouldAddUp() {
    Eventually.until(
        () -> "a sum in " + node.stats("to"),
        () -> {
          JsonObject stats = node.stats("to");
          return stats.getLong("received")
              == stats.getLong("delivered")
                  + stats.getLong("dropped")
                  + stats.getLong("undecodable")
                  + stats.getLong("inFlight");
        });
  }

  @Test
  void shouldHoldMessagesUntilSomebodyIsThereAndLoseNone() {
    List<String> numbers = IntStream.range(0, COUNT).mapToObj(Integer::toString).toList();
    List<Future<Message<Object>>> requests =
        numbers.stream().map(number -> submit("from", message(number))).toList();
    Eventually.until(() -> "a pause", () -> node.stats("to").getBoolean("paused"));
    shouldAddUp();
    assertThat(figure("to", "delivered")).isZero();
    assertThat(figure("to", "received")).isLessThanOrEqualTo(2 * MAX_IN_FLIGHT);
    register();
    numbers.forEach(number -> assertThat(next()).isEqualTo(number));
    requests.forEach(Node::await);
    awaitFigure("to", "inFlight", 0);
    shouldAddUp();
    JsonObject stats = node.stats("from");
    assertThat(stats.getInteger("pending")).isZero();
    if (!isGrouped()) { // which sends to nobody, too
      assertThat(stats.getInteger("sent")).isEqualTo(COUNT);
      assertThat(figure("to", "received")).isEqualTo(COUNT);
      assertThat(stats.getLong("sentBytes"))
          .isEqualTo(numbers.stream().mapToLong(String::length).sum());
    }
  }

  @Test
  void shouldSendABatchOrNothingOfIt() {
    register();
    ZmqMessage wrong = ZmqMessage.of("group", "one", "too many");
    assertThat(refusal("from", ZmqBatch.of(message("not this"), wrong, message("nor this"))))
        .returns(ZmqFailure.BAD_MESSAGE.code(), ReplyException::failureCode)
        .hasMessageContaining("a " + sender + "'s message is ")
        .hasMessageEndingWith("found 3 frames");
    assertThat(figure("from", "refused")).isEqualTo(3);
    node.send("from", ZmqBatch.of(message("first"), message("second")));
    assertThat(next()).isEqualTo("first");
    assertThat(next()).isEqualTo("second");
  }

  @Test
  void shouldKeepNoMoreThanMaxPendingWithoutAPeer() {
    node.command(
        null,
        "open",
        "options",
        socket("alone", sender).put("maxPending", 3).put("bind", "inproc://alone"));
    List<Future<Message<Object>>> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sent.add(submit("alone", message("x")));
    }
    if (isGrouped()) { // as a pub
      sent.forEach(Node::await);
      assertThat(figure("alone", "sent")).isEqualTo(5);
      return;
    }
    for (int i = 3; i < 5; i++) {
      assertThat(failure(sent.get(i))).returns(ZmqFailure.FULL.code(), ReplyException::failureCode);
    }
    assertThat(figure("alone", "pending")).isEqualTo(3);
    assertThat(figure("alone", "refused")).isEqualTo(2);
    node.command("alone", "close");
    assertThat(failure(sent.get(0))).returns(ZmqFailure.CLOSED.code(), ReplyException::failureCode);
  }
}
