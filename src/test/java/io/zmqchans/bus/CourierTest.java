// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node answers others, of which this test is one; and what isn't another node's. */
class CourierTest {
  private static final String EVERYBODY = "io.zmqchans.flow";
  private static final String US = "io.zmqchans.node.test";

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private final BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
  private String node;

  @BeforeEach
  void meet() {
    vertx.exceptionHandler(thrown::add);
    Node.await(bus.<JsonObject>consumer(US, message -> told.add(message.body())).completion());
    BlockingQueue<JsonObject> all = new LinkedBlockingQueue<>();
    MessageConsumer<JsonObject> witness =
        bus.consumer(EVERYBODY, message -> all.add(message.body()));
    Node.await(witness.completion());
    Courier.of(vertx);
    node = Node.next(all).getString("node");
    Node.await(witness.unregister());
  }

  @AfterEach
  void close() {
    Node.await(vertx.close());
  }

  private static JsonObject notice(String what) {
    return new JsonObject().put("what", what).put("node", US);
  }

  private JsonObject answer(JsonObject notice) {
    bus.publish(EVERYBODY, notice);
    return Node.next(told);
  }

  @Test
  void shouldSayHelloToANewNode() {
    JsonObject hello = answer(notice("hello").put("new", true));

    assertThat(hello.getString("what")).isEqualTo("hello");
    assertThat(hello.getString("node")).isEqualTo(node);
  }

  private static JsonObject question(String address) {
    return notice("settle").put("channel", 5).put("round", 6).put("address", address);
  }

  @Test
  void shouldSayThatNobodyIsThere() {
    JsonObject settled = answer(question("nowhere"));

    assertThat(settled.getInteger("channel")).isEqualTo(5);
    assertThat(settled.getInteger("round")).isEqualTo(6);
    assertThat(settled.getString("answer")).isEqualTo("NOBODY");
  }

  @Test
  void shouldSayWhenConsumersHaveGotToTheEnd() {
    MessageConsumer<Object> consumer = bus.consumer("here", message -> {});
    consumer.pause();
    Node.await(consumer.completion());

    assertThat(answer(question("here")).getString("answer")).isEqualTo("WAIT");
    assertThat(told).isEmpty();
    consumer.resume();
    assertThat(Node.next(told).getString("answer")).isEqualTo("NOTHING_LEFT");
  }

  static Stream<Object> malformed() {
    JsonObject settle = question("here");
    JsonObject credit = notice("credit").put("channel", 1).put("count", 1).put("upTo", 1);
    JsonObject settled = notice("settled").put("channel", 1).put("round", 1);
    return Stream.of(
        "text",
        7,
        new JsonArray(),
        new JsonObject(),
        notice("unheard of"),
        new JsonObject().put("node", US).put("what", 7),
        new JsonObject().put("what", "hello").put("new", true),
        notice("hello").put("node", 7),
        notice("hello").put("new", "perhaps"),
        notice("announce"),
        notice("announce").put("channel", 1).putNull("address"),
        settle.copy().put("address", 7),
        settle.copy().put("channel", "first"),
        settle.copy().putNull("round"),
        credit.copy().put("count", "many"),
        credit.copy().putNull("upTo"),
        settled.copy(),
        settled.copy().put("answer", "PERHAPS"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void shouldIgnoreWhatIsMalformed(Object body) {
    for (String address : List.of(EVERYBODY, node)) {
      bus.publish(address, body);
    }

    assertThat(answer(notice("hello").put("new", true)).getString("what")).isEqualTo("hello");
    assertThat(thrown).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void shouldSendNothingToWhoIsNoNode() {
    BlockingQueue<Object> victim = new LinkedBlockingQueue<>();
    Node.await(bus.consumer("victim", message -> victim.add(message.body())).completion());

    bus.publish(EVERYBODY, notice("hello").put("node", "victim").put("new", true));
    bus.publish(EVERYBODY, question("nowhere").put("node", "victim"));

    answer(notice("hello").put("new", true));
    assertThat(victim).isEmpty();
  }

  @Test
  void shouldSurviveCreditsThatNobodyIsOwed() {
    JsonObject credit = notice("credit").put("channel", 1).put("count", Integer.MIN_VALUE);
    bus.send(node, credit.put("upTo", Long.MAX_VALUE));

    assertThat(answer(notice("hello").put("new", true)).getString("node")).isEqualTo(node);
    assertThat(thrown).isEmpty();
  }
}
