// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that say who sent a message, however it is delivered. */
class HeadersTest {
  private Node node;
  private MessageConsumer<Object> consumer;

  @AfterEach
  void closeNode() {
    node.close();
  }

  private void deploy(String type, JsonObject in) {
    deploy(in, client("out", type, "ada"));
    node.command("out", "connect", "endpoint", node.endpoint("in"));
  }

  private static JsonObject client(String name, String type, String user) {
    return Node.socket(name, type)
        .put("plain", new JsonObject().put("username", user).put("password", "enchantress"));
  }

  private void deploy(JsonObject in, JsonObject... clients) {
    in.put("headers", true).put("plain", new JsonObject().put("server", true));
    JsonObject users = new JsonObject().put("ada", "enchantress").put("bob", "enchantress");
    JsonArray sockets = new JsonArray().add(in.put("bind", "tcp://127.0.0.1:*"));
    Stream.of(clients).forEach(sockets::add);
    JsonObject config =
        new JsonObject().put("auth", new JsonObject().put("users", users)).put("sockets", sockets);
    node = Node.deploy(ThreadingModel.WORKER, config);
  }

  private BlockingQueue<Message<Object>> messages(boolean answered) {
    BlockingQueue<Message<Object>> received = new LinkedBlockingQueue<>();
    consumer =
        node.vertx()
            .eventBus()
            .consumer(
                "zmq.in.out",
                message -> {
                  received.add(message);
                  if (answered) {
                    message.reply(null);
                  }
                });
    Node.await(consumer.completion());
    return received;
  }

  private static void saysAda(MultiMap headers) {
    assertThat(headers.get("zmq-user")).isEqualTo("ada");
    assertThat(headers.get("zmq-peer")).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldSayWhoAsks() {
    deploy("dealer", Node.socket("in", "router").put("mode", "rpc"));
    BlockingQueue<Message<Object>> received = messages(false);
    node.send("out", ZmqMessage.of("", "how many?"));
    saysAda(Node.next(received).headers());
  }

  @ParameterizedTest
  @CsvSource({
    "send, message", "send, buffer", "send, string", "send, json",
    "publish, message", "publish, json", "request, message", "request, string"
  })
  void shouldSayWhoSentIt(String delivery, String format) {
    deploy("push", Node.socket("in", "pull").put("delivery", delivery).put("format", format));
    BlockingQueue<Message<Object>> received = messages(delivery.equals("request"));

    node.send("out", "7");

    MultiMap headers = Node.next(received).headers();
    saysAda(headers);
    assertThat(headers.size()).isEqualTo(2);
  }

  @Test
  void shouldSayWhoSentSeveralFramesToARouter() {
    deploy("dealer", Node.socket("in", "router"));
    BlockingQueue<Message<Object>> received = messages(false);

    node.send("out", new JsonArray().add("a").add("b"));

    saysAda(Node.next(received).headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "publish"})
  void shouldStillKnowWhoSentWhatWaitedForAConsumer(String delivery) {
    deploy("push", Node.socket("in", "pull").put("delivery", delivery));
    node.send("out", "early");
    Eventually.until(() -> "it is held", () -> node.stats("in").getInteger("inFlight") == 1);

    saysAda(Node.next(messages(false)).headers());
  }

  @Test
  void shouldPutOnlyOneSendersMessagesInABatch() {
    int each = 100;
    JsonObject pull = Node.socket("in", "pull").put("batch", 64);
    deploy(pull, client("ada", "push", "ada"), client("bob", "push", "bob"));
    List<String> users = List.of("ada", "bob");
    for (String user : users) {
      node.command(user, "connect", "endpoint", node.endpoint("in"));
    }
    BlockingQueue<Message<Object>> received = messages(false);
    for (int i = 0; i < each; i++) {
      users.forEach(user -> node.vertx().eventBus().send("zmq." + user + ".in", user));
    }

    for (int left = users.size() * each; left > 0; ) {
      Message<Object> next = Node.next(received);
      ZmqBatch batch = (ZmqBatch) next.body();
      ZmqMessage user = ZmqMessage.of(next.headers().get("zmq-user"));
      assertThat(batch).isNotEmpty().allMatch(user::equals);
      left -= batch.size();
    }
  }

  @Test
  void shouldStillKnowWhoSentWhatIsDeliveredAgain() {
    deploy("push", Node.socket("in", "pull").put("delivery", "request").put("requestTimeout", 200));
    BlockingQueue<Message<Object>> received = messages(false);
    node.send("out", "again");
    saysAda(Node.next(received).headers());

    Message<Object> again = Node.next(received);

    saysAda(again.headers());
    assertThat(again.headers().get("zmq-redelivery")).isEqualTo("1");
    Node.await(consumer.unregister());
    messages(true);
    Eventually.until(() -> "it is done", () -> node.stats("in").getInteger("delivered") == 1);
  }
}
