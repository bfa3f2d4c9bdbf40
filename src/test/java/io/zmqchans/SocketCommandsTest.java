// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.Refusal;
import io.zmqchans.support.Route;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands for topics, figures and peers, by both routes. */
class SocketCommandsTest {
  private static final String TCP = "tcp://127.0.0.1:*";
  private static final String[] FIGURES = {
    "received",
    "receivedBytes",
    "sent",
    "sentBytes",
    "delivered",
    "pending",
    "inFlight",
    "paused",
    "dropped",
    "refused",
    "rejected",
    "undecodable",
    "redelivered",
    "peers"
  };

  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void deployPipe(Route route) {
    node = route.deploy(socket("pull", "pull").put("bind", TCP), socket("push", "push"));
  }

  private static Object topic(String form) {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0xfe, 'a'};
    return switch (form) {
      case "string" -> "stocks";
      case "bytes" -> bytes;
      default -> Buffer.buffer(bytes);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "SOCKET,string", "SOCKET,bytes", "SOCKET,buffer",
    "VERTICLE,string", "VERTICLE,bytes", "VERTICLE,buffer"
  })
  void shouldSubscribeAndUnsubscribe(Route route, String form) {
    Object topic = topic(form);
    node = route.deploy(socket("xpub", "xpub").put("bind", TCP), socket("sub", "sub"));
    node.command("sub", "connect", "socket", "xpub");
    BlockingQueue<ZmqMessage> subscriptions = node.collect("zmq.xpub.out");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.sub.out");
    ZmqMessage wanted = ZmqMessage.of(topic, "news");

    assertThat(route.command(node, "sub", "subscribe", "topic", topic)).isEmpty();
    assertThat(Node.next(subscriptions)).isEqualTo(subscription(1, topic));
    node.send("xpub", ZmqMessage.of("elsewhere", "nobody asked"));
    node.send("xpub", wanted);
    assertThat(Node.next(received)).isEqualTo(wanted);

    route.command(node, "sub", "subscribe", "topic", "end");
    Node.next(subscriptions);
    assertThat(route.command(node, "sub", "unsubscribe", "topic", topic)).isEmpty();
    assertThat(Node.next(subscriptions)).isEqualTo(subscription(0, topic));
    node.send("xpub", wanted);
    node.send("xpub", "end");
    assertThat(Node.next(received)).isEqualTo(ZmqMessage.of("end"));
  }

  private static ZmqMessage subscription(int first, Object topic) {
    Buffer prefixed = Buffer.buffer().appendByte((byte) first);
    return ZmqMessage.of(prefixed.appendBuffer(ZmqMessage.of(topic).buffer(0)));
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellAllFigures(Route route) {
    deployPipe(route);
    node.command("push", "connect", "socket", "pull");
    BlockingQueue<ZmqMessage> received = node.collect("zmq.pull.out");
    node.send("push", ZmqMessage.of("four", "12345"));
    Node.next(received);

    JsonObject in = route.command(node, "push", "stats");
    JsonObject out = route.command(node, "pull", "stats");

    assertThat(in.fieldNames()).containsExactlyInAnyOrder(FIGURES);
    assertThat(out.fieldNames()).containsExactlyInAnyOrder(FIGURES);
    JsonObject none = new JsonObject();
    for (String figure : FIGURES) {
      none.put(figure, figure.equals("paused") ? (Object) false : 0);
    }
    assertThat(in).isEqualTo(none.copy().put("sent", 1).put("sentBytes", 9).put("peers", 1));
    assertThat(out)
        .isEqualTo(
            none.copy()
                .put("received", 1)
                .put("receivedBytes", 9)
                .put("delivered", 1)
                .put("peers", 1));
  }

  @ParameterizedTest
  @EnumSource
  void shouldAwaitPeersThatComeLaterOrAreThere(Route route) {
    deployPipe(route);
    Future<JsonObject> one = route.ask(node, "pull", "awaitPeers");
    Future<JsonObject> two = route.ask(node, "pull", "awaitPeers", "count", 2, "timeout", 20_000);
    node.command("push", "connect", "socket", "pull");

    assertThat(Node.await(one)).isEqualTo(new JsonObject().put("peers", 1));
    assertThat(two.isComplete()).isFalse();
    JsonObject second = socket("second", "push").put("connect", node.endpoint("pull"));
    node.command(null, "open", "options", second);
    assertThat(Node.await(two)).isEqualTo(new JsonObject().put("peers", 2));
    assertThat(route.command(node, "pull", "awaitPeers", "count", 2).getInteger("peers"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellHowManyPeersThereWereAtTheTimeout(Route route) {
    deployPipe(route);
    node.command("push", "connect", "socket", "pull");
    route.command(node, "pull", "awaitPeers");

    Refusal.of(
            ZmqFailure.TIMEOUT,
            () -> route.command(node, "pull", "awaitPeers", "count", 2, "timeout", 50))
        .contains("socket 'pull'", "1 peers", "50 ms", "not 2");
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountAPeerNoMoreOnceItLeft(Route route) {
    deployPipe(route);
    JsonObject guest = socket("guest", "push").put("connect", node.endpoint("pull"));
    node.command(null, "open", "options", guest);
    route.command(node, "pull", "awaitPeers");

    route.command(node, "guest", "close");

    Eventually.until(
        () -> "no peer " + node.stats("pull"), () -> node.stats("pull").getInteger("peers") == 0);
    Refusal.of(ZmqFailure.TIMEOUT, () -> route.command(node, "pull", "awaitPeers", "timeout", 20));
  }
}
