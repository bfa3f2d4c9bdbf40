// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of messages whose consumer leaves, or doesn't take them. */
class DepartureTest {
  private static final int IN_FLIGHT = 100;

  private static Node deploy(ThreadingModel model, String delivery, String format) {
    return Node.deploy(
        model,
        Node.socket("pull", "pull")
            .put("bind", "inproc://x")
            .put("delivery", delivery)
            .put("format", format)
            .put("requestTimeout", 1000)
            .put("maxInFlight", IN_FLIGHT),
        Node.socket("push", "push").put("connect", "inproc://x"));
  }

  private static void send(Node node, int from, int to) {
    for (int i = from; i < to; i++) {
      node.vertx().eventBus().send("zmq.push.in", Integer.toString(i));
    }
  }

  private static String text(Object body) {
    return body instanceof ZmqMessage message ? message.string(0) : body.toString();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static MessageConsumer<Object> paused(Node node) {
    MessageConsumer<Object> consumer = node.vertx().eventBus().consumer("zmq.pull.out");
    consumer.pause().handler(message -> {});
    Node.await(consumer.completion());
    return consumer;
  }

  @ParameterizedTest
  @CsvSource({"WORKER,send,message", "EVENT_LOOP,send,buffer", "WORKER,publish,string"})
  void shouldCountWhatALeavingConsumerHadNotTaken(
      ThreadingModel model, String delivery, String format) {
    try (Node node = deploy(model, delivery, format)) {
      MessageConsumer<Object> leaving = paused(node);
      send(node, 0, 300);
      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("inFlight") == IN_FLIGHT);

      Node.await(leaving.unregister());
      BlockingQueue<Object> next = node.collect("zmq.pull.out");

      List<String> received = new ArrayList<>();
      for (int i = IN_FLIGHT; i < 300; i++) {
        received.add(text(Node.next(next)));
      }
      assertThat(received).isEqualTo(numbers(IN_FLIGHT, 300));
      JsonObject stats = node.stats("pull");
      assertThat(stats.getInteger("dropped")).isEqualTo(IN_FLIGHT);
      assertThat(stats.getInteger("delivered")).isEqualTo(200);
      assertThat(stats.getInteger("inFlight")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"WORKER,send,message", "EVENT_LOOP,publish,json"})
  void shouldNotCountWhatAPausedConsumerTakesLater(
      ThreadingModel model, String delivery, String format) {
    try (Node node = deploy(model, delivery, format)) {
      List<String> received = new ArrayList<>();
      MessageConsumer<Object> consumer = node.vertx().eventBus().consumer("zmq.pull.out");
      consumer.pause().handler(message -> received.add(text(message.body())));
      BlockingQueue<JsonObject> events = node.collect("zmq.pull.events");
      send(node, 0, 300);
      assertThat(Node.next(events).getString("event")).isEqualTo("stalled");

      consumer.resume();
      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("delivered") == 300);
      assertThat(received).isEqualTo(numbers(0, 300));
      assertThat(node.stats("pull").getInteger("dropped")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"WORKER,message", "EVENT_LOOP,buffer"})
  void shouldDeliverAgainWhatNobodyAnswered(ThreadingModel model, String format) {
    try (Node node = deploy(model, "request", format)) {
      MessageConsumer<Object> leaving = paused(node);
      send(node, 0, 300);
      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("inFlight") == IN_FLIGHT);

      Node.await(leaving.unregister());
      List<String> received = new ArrayList<>();
      List<String> again = new ArrayList<>();
      node.vertx()
          .eventBus()
          .consumer(
              "zmq.pull.out",
              message -> {
                received.add(text(message.body()));
                if (message.headers().contains("zmq-redelivery")) {
                  again.add(text(message.body()));
                }
                message.reply(null);
              });
      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("delivered") == 300);
      assertThat(received).isEqualTo(numbers(0, 300));
      assertThat(again).isEqualTo(numbers(0, IN_FLIGHT));
      JsonObject stats = node.stats("pull");
      assertThat(stats.getInteger("dropped")).isZero();
      assertThat(stats.getInteger("redelivered")).isGreaterThanOrEqualTo(IN_FLIGHT);
    }
  }

  @ParameterizedTest
  @CsvSource({"WORKER", "EVENT_LOOP"})
  void shouldNotDeliverAgainWhatAConsumerRejected(ThreadingModel model) {
    try (Node node = deploy(model, "request", "string")) {
      List<Object> received = new ArrayList<>();
      BlockingQueue<JsonObject> events = node.collect("zmq.pull.events");
      node.vertx()
          .eventBus()
          .consumer(
              "zmq.pull.out",
              message -> {
                received.add(message.body());
                message.fail(42, "not this one");
              });
      send(node, 0, 3);
      Eventually.until(
          () -> node.stats("pull").encode(), () -> node.stats("pull").getInteger("rejected") == 3);
      assertThat(received).isEqualTo(List.of("0", "1", "2"));
      JsonObject event = Node.next(events);
      assertThat(event.getString("event")).isEqualTo("rejected");
      assertThat(event.getString("reason")).contains("42").contains("not this one");
      assertThat(node.stats("pull").getInteger("inFlight")).isZero();
    }
  }

  private static void answerAll(Node node, List<String> received) {
    node.vertx()
        .eventBus()
        .consumer(
            "zmq.pull.out",
            message -> {
              received.add(text(message.body()));
              message.reply(null);
            });
  }

  @ParameterizedTest
  @CsvSource({"WORKER,pause,300", "EVENT_LOOP,drop,100"})
  void shouldKeepMaxInFlightForWhoeverAnswersFirst(ThreadingModel model, String onFull, int all) {
    JsonObject pull =
        Node.socket("pull", "pull")
            .put("bind", "inproc://x")
            .put("delivery", "request")
            .put("onFull", onFull)
            .put("maxInFlight", IN_FLIGHT);
    try (Node node =
        Node.deploy(model, pull, Node.socket("push", "push").put("connect", "inproc://x"))) {
      send(node, 0, 300);
      Eventually.until(
          () -> node.stats("pull").encode(),
          () ->
              node.stats("pull").getInteger("inFlight") == IN_FLIGHT
                  && node.stats("pull").getInteger("dropped") == 300 - all
                  && node.stats("pull").getBoolean("paused"));

      List<String> received = new ArrayList<>();
      answerAll(node, received);

      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("delivered") == all);
      assertThat(received).isEqualTo(numbers(0, all));
      assertThat(node.stats("pull").getInteger("dropped")).isEqualTo(300 - all);
    }
  }

  @ParameterizedTest
  @CsvSource({"WORKER,send", "EVENT_LOOP,publish", "WORKER,request"})
  void shouldDropTheNewestAndCountThem(ThreadingModel model, String delivery) {
    JsonObject pull =
        Node.socket("pull", "pull")
            .put("bind", "inproc://x")
            .put("delivery", delivery)
            .put("onFull", "drop")
            .put("maxInFlight", IN_FLIGHT);
    JsonObject push = Node.socket("push", "push").put("connect", "inproc://x");
    JsonObject config = new JsonObject().put("sockets", new JsonArray().add(pull).add(push));
    try (Node node = Node.deploy(model, config)) {
      List<String> received = new ArrayList<>();
      MessageConsumer<Object> consumer = node.vertx().eventBus().consumer("zmq.pull.out");
      consumer
          .pause()
          .handler(
              message -> {
                received.add(text(message.body()));
                message.reply(null);
              });
      send(node, 0, 300);
      Eventually.until(
          () -> node.stats("pull").encode(), () -> node.stats("pull").getInteger("dropped") == 200);
      assertThat(node.stats("pull").getInteger("inFlight")).isEqualTo(IN_FLIGHT);

      consumer.resume();
      Eventually.until(
          () -> node.stats("pull").encode(),
          () -> node.stats("pull").getInteger("delivered") == IN_FLIGHT);
      assertThat(received).isEqualTo(numbers(0, IN_FLIGHT));
      assertThat(node.stats("pull").getInteger("dropped")).isEqualTo(200);
    }
  }
}
