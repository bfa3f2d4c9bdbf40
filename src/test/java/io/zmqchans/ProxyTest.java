// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What proxies forward, between sockets called {@code front} and {@code back}. */
class ProxyTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  enum Started {
    BY_CONFIGURATION,
    BY_COMMAND
  }

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void deploy(Started started, String front, String back, JsonObject... others) {
    JsonArray sockets = new JsonArray(new ArrayList<>(List.of(others)));
    sockets.add(0, socket("front", front).put("bind", TCP));
    sockets.add(1, socket("back", back).put("bind", TCP));
    JsonObject config = new JsonObject().put("closeTimeout", 100).put("sockets", sockets);
    JsonObject proxy = new JsonObject().put("frontend", "front").put("backend", "back");
    proxy.put("capture", "copies");
    if (started == Started.BY_CONFIGURATION) {
      node = Node.deploy(ThreadingModel.WORKER, config.put("proxies", new JsonArray().add(proxy)));
    } else {
      node = Node.deploy(ThreadingModel.EVENT_LOOP, config);
      assertThat(node.<JsonObject>request("zmq.control", proxy.put("command", "proxy"))).isEmpty();
    }
  }

  private void connect(String to, String... sockets) {
    for (String each : sockets) {
      node.command(each, "connect", "socket", to);
    }
    node.command(to, "awaitPeers", "count", sockets.length);
  }

  private void answerAt(String rep) {
    EventBus bus = node.vertx().eventBus();
    Node.await(
        bus.<ZmqMessage>consumer(
                node.address(rep, "out"),
                request -> bus.send("zmq." + rep + ".in", rep + " to " + request.body().string(0)))
            .completion());
  }

  @ParameterizedTest
  @CsvSource({
    "BY_CONFIGURATION,router,dealer",
    "BY_COMMAND,router,dealer",
    "BY_COMMAND,dealer,router",
    "BY_CONFIGURATION,rep,req",
    "BY_COMMAND,rep,req"
  })
  void shouldQueueRequestsForWorkers(Started started, String front, String back) {
    deploy(
        started,
        front,
        back,
        socket("one", "req"),
        socket("two", "req"),
        socket("r1", "rep"),
        socket("r2", "rep"));
    boolean reversed = front.equals("dealer");
    connect(reversed ? "back" : "front", "one", "two");
    connect(reversed ? "front" : "back", "r1", "r2");
    answerAt("r1");
    answerAt("r2");
    BlockingQueue<ZmqMessage> one = node.collect("zmq.one.out");
    BlockingQueue<ZmqMessage> two = node.collect("zmq.two.out");
    Set<String> workers = new HashSet<>();

    for (int i = 0; i < 50; i++) {
      node.send("one", "a" + i);
      node.send("two", "b" + i);
      String toOne = Node.next(one).string(0);
      String toTwo = Node.next(two).string(0);
      assertThat(toOne).matches("r[12] to a" + i);
      assertThat(toTwo).matches("r[12] to b" + i);
      workers.add(toOne.substring(0, 2));
      workers.add(toTwo.substring(0, 2));
    }
    assertThat(workers).containsExactlyInAnyOrder("r1", "r2");
  }

  @ParameterizedTest
  @EnumSource
  void shouldForwardTopicsAndSubscriptions(Started started) {
    deploy(started, "xsub", "xpub", socket("source", "xpub"), socket("sub", "sub"));
    connect("front", "source");
    connect("back", "sub");
    BlockingQueue<ZmqMessage> subscriptions = node.collect("zmq.source.out");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.sub.out");

    node.command("sub", "subscribe", "topic", "a");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\u0001a"));
    node.send("source", ZmqMessage.of("b", "is for nobody"));
    node.send("source", ZmqMessage.of("a", "1"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("a", "1"));

    node.command("sub", "subscribe", "topic", "c");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\u0001c"));
    node.command("sub", "unsubscribe", "topic", "a");
    assertThat(Node.next(subscriptions)).isEqualTo(ZmqMessage.of("\u0000a"));
    node.send("source", ZmqMessage.of("a", "2"));
    node.send("source", ZmqMessage.of("c", "3"));
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("c", "3"));
  }

  @ParameterizedTest
  @CsvSource({"BY_CONFIGURATION,pull,push", "BY_COMMAND,pull,push", "BY_COMMAND,push,pull"})
  void shouldStreamWholeMessagesInOrderAndPublishEach(Started started, String front, String back) {
    deploy(started, front, back, socket("source", "push"), socket("sink", "pull"));
    String pull = front.equals("pull") ? "front" : "back";
    String push = front.equals("pull") ? "back" : "front";
    connect(pull, "source");
    connect(push, "sink");
    BlockingQueue<ZmqMessage> copies = node.collect("copies");
    BlockingQueue<ZmqMessage> others = node.collect("copies");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.sink.out");

    int count = 1000;
    Future<?> sent = Future.succeededFuture();
    for (int i = 0; i < count; i++) {
      sent = node.vertx().eventBus().request("zmq.source.in", Sample.message(i));
    }
    Node.await(sent);

    for (int i = 0; i < count; i++) {
      ZmqMessage message = Sample.message(i);
      assertThat(Node.next(received)).as("message %d", i).isEqualTo(message);
      assertThat(Node.next(copies)).as("copy %d", i).isEqualTo(message);
      assertThat(Node.next(others)).as("other copy %d", i).isEqualTo(message);
    }
    JsonObject in = node.stats(pull);
    JsonObject out = node.stats(push);
    assertThat(in.getInteger("received")).isEqualTo(count);
    assertThat(in.getInteger("delivered")).isEqualTo(count);
    assertThat(out.getLong("sentBytes")).isEqualTo(in.getLong("receivedBytes"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldJoinPairs(Started started) {
    deploy(started, "pair", "pair", socket("left", "pair"), socket("right", "pair"));
    connect("front", "left");
    connect("back", "right");
    BlockingQueue<ZmqMessage> left = node.collect("zmq.left.out");
    BlockingQueue<ZmqMessage> right = node.collect("zmq.right.out");
    ZmqMessage there = ZmqMessage.of("there", "", Buffer.buffer(new byte[] {0, -1}));
    ZmqMessage andBack = ZmqMessage.of("and", "back");

    node.send("left", there);
    node.send("right", andBack);

    assertThat(Node.next(right)).isEqualTo(there);
    assertThat(Node.next(left)).isEqualTo(andBack);
  }

  @Test
  void shouldPublishCopiesOfBothDirections() {
    deploy(Started.BY_CONFIGURATION, "router", "dealer", socket("one", "req"), socket("r1", "rep"));
    connect("front", "one");
    connect("back", "r1");
    BlockingQueue<ZmqMessage> copies = node.collect("copies");
    answerAt("r1");

    node.send("one", "hello");

    ZmqMessage request = Node.next(copies);
    assertThat(request).isEqualTo(ZmqMessage.of(request.bytes(0), "", "hello"));
    assertThat(Node.next(copies)).isEqualTo(ZmqMessage.of(request.bytes(0), "", "r1 to hello"));
  }
}
