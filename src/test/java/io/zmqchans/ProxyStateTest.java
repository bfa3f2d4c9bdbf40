// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sockets may do before, in and after a proxy. */
class ProxyStateTest {
  private static final String TCP = "tcp://127.0.0.1:*";

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void deploy(JsonObject... sockets) {
    node = Route.SOCKET.deploy(sockets);
  }

  /** Two dealers to join, each with a peer. */
  private void deployDealers() {
    deploy(
        socket("front", "dealer").put("bind", TCP),
        socket("back", "dealer").put("bind", TCP),
        socket("left", "dealer"),
        socket("right", "dealer"));
    node.command("left", "connect", "socket", "front");
    node.command("right", "connect", "socket", "back");
    node.command("front", "awaitPeers");
    node.command("back", "awaitPeers");
  }

  private void proxy(String frontend, String backend) {
    node.command(null, "proxy", "frontend", frontend, "backend", backend);
  }

  private void expect(BlockingQueue<ZmqMessage> received, String from, String message) {
    node.send(from, message);
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of(message));
  }

  @Test
  void shouldKeepTheAddressesOfProxiedSocketsOutOfIt() {
    deployDealers();
    proxy("front", "back");
    BlockingQueue<ZmqMessage> front = node.collect("zmq.front.out");
    BlockingQueue<ZmqMessage> back = node.collect("zmq.back.out");

    for (String each : new String[] {"front", "back"}) {
      Refusal.of(ZmqFailure.WRONG_STATE, () -> node.send(each, "hello"))
          .contains("socket '" + each + "'", "proxy");
      assertThat(node.stats(each).getInteger("refused")).isEqualTo(1);
    }
    expect(node.collect("zmq.right.out"), "left", "through");
    expect(node.collect("zmq.left.out"), "right", "and back");
    assertThat(front).isEmpty();
    assertThat(back).isEmpty();
  }

  @Test
  void shouldGiveTheAddressesBackOnUnproxy() {
    deployDealers();
    BlockingQueue<ZmqMessage> front = node.collect("zmq.front.out");
    BlockingQueue<ZmqMessage> left = node.collect("zmq.left.out");
    BlockingQueue<ZmqMessage> right = node.collect("zmq.right.out");
    for (int i = 0; i < 3; i++) {
      proxy("front", "back");
      expect(right, "left", "through the proxy " + i);

      assertThat(node.command(null, "unproxy", "frontend", "front")).isEmpty();

      expect(front, "left", "to the bus " + i);
      expect(left, "front", "from the front's bus " + i);
      expect(right, "back", "from the back's bus " + i);
    }
    Refusal.of(ZmqFailure.WRONG_STATE, () -> node.command(null, "unproxy", "frontend", "front"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"front", "back"})
  void shouldFreeOneSocketWhenTheOtherCloses(String closed) {
    deployDealers();
    proxy("front", "back");
    String other = closed.equals("front") ? "back" : "front";
    String peer = closed.equals("front") ? "right" : "left";

    node.command(closed, "close");

    expect(node.collect("zmq." + other + ".out"), peer, "to the bus");
    expect(node.collect("zmq." + peer + ".out"), other, "from the bus");
    node.command(null, "open", "options", socket("new", "dealer").put("bind", "inproc://new"));
    proxy(other, "new");
    Refusal.of(ZmqFailure.WRONG_STATE, () -> node.send(other, "hello"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"front", "back"})
  void shouldFreeOneSocketWhenTheOtherClosesAsTheProxyStarts(String closed) {
    deployDealers();
    String other = closed.equals("front") ? "back" : "front";
    String peer = closed.equals("front") ? "right" : "left";
    JsonObject proxy = new JsonObject().put("command", "proxy");
    Future<?> started =
        node.vertx()
            .eventBus()
            .request("zmq.control", proxy.put("frontend", "front").put("backend", "back"));

    Node.await(Route.VERTICLE.ask(node, closed, "close"));

    Node.await(started.otherwiseEmpty());
    expect(node.collect("zmq." + other + ".out"), peer, "to the bus");
    expect(node.collect("zmq." + peer + ".out"), other, "from the bus");
  }

  @ParameterizedTest
  @CsvSource({"front,back", "back,front", "front,third", "third,front", "back,third", "third,back"})
  void shouldNotPutASocketInTwoProxies(String frontend, String backend) {
    deployDealers();
    node.command(null, "open", "options", socket("third", "dealer"));
    proxy("front", "back");

    Refusal.of(ZmqFailure.WRONG_STATE, () -> proxy(frontend, backend))
        .contains("in a proxy already");

    expect(node.collect("zmq.right.out"), "left", "the first proxy goes on");
    BlockingQueue<ZmqMessage> left = node.collect("zmq.left.out");
    node.command("third", "connect", "socket", "back");
    node.command("back", "awaitPeers", "count", 2);
    expect(left, "third", "and the third socket is free");
  }
}
