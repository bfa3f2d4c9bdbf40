// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Zmtp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.ZMQ;

/** Faults of JeroMQ 0.6.0 that users would meet without doing anything special. */
class JeroMqDefectsTest extends RelayFixture {
  private static final String LOOPBACK = "tcp://127.0.0.1:*";

  /** They count against a SUB's send high-water mark, 1000 by default. */
  @Test
  void shouldLoseNoneOfVeryManySubscriptions() {
    int topics = 3_000;
    JsonArray all = new JsonArray();
    for (int i = 0; i < topics; i++) {
      all.add("topic " + i);
    }
    deploy(
        ThreadingModel.WORKER,
        socket("xpub", "xpub").put("bind", LOOPBACK),
        socket("sub", "sub").put("subscribe", all));
    BlockingQueue<ZmqMessage> subscriptions = received("xpub");
    node.command("sub", "connect", "socket", "xpub");
    Set<ZmqMessage> arrived = new HashSet<>();
    while (arrived.size() < topics) {
      arrived.add(next(subscriptions));
    }
    assertThat(subscriptions).isEmpty();
  }

  /** A handshake that goes on after the end opens a pipe that its session waits for, for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"close", "unbind"})
  void shouldLeaveAPeerThatWasShakingHandsAtTheEnd(String command) {
    deploy(ThreadingModel.WORKER, socket("push", "push").put("bind", LOOPBACK));
    try (RawPeer peer = new RawPeer(node.endpoint("push"))) {
      node.command("push", "awaitPeers"); // it was accepted, so what is sent is for it
      node.send("push", "while it lingers");

      node.command("push", command);

      peer.send(Zmtp.handshake("PULL")).awaitEnd();
    }
  }

  /** The same with a socket that binds as well: JeroMQ asks about those it connects to, too. */
  @Test
  void shouldLeaveAServerThatWasShakingHandsAtDisconnect() throws IOException {
    deploy(ThreadingModel.WORKER, socket("push", "push").put("bind", LOOPBACK));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(20_000);
      String endpoint = "tcp://127.0.0.1:" + server.getLocalPort();
      node.command("push", "connect", "endpoint", endpoint);
      try (RawPeer peer = new RawPeer(server.accept())) {
        node.command("push", "awaitPeers");
        node.send("push", "while it lingers");

        node.command("push", "disconnect", "endpoint", endpoint);

        peer.send(Zmtp.handshake("PULL")).awaitEnd();
      }
    }
  }

  /** What is said first, by inproc and before the other is bound, it takes for an identity. */
  @Test
  void shouldNotLoseTheSubscriptionToAPubThatIsBoundLater() {
    deploy(
        ThreadingModel.WORKER,
        socket("sub", "sub").put("subscribe", "news").put("connect", "inproc://later"),
        socket("xpub", "xpub").put("bind", "inproc://later"));
    BlockingQueue<ZmqMessage> subscriptions = received("xpub");
    assertThat(next(subscriptions)).isEqualTo(ZmqMessage.of("\1news"));
  }

  /** One connect in twenty hangs between TCP and handshake, for 30 s by default (#1022). */
  @Test
  void shouldNotStayBetweenTcpAndHandshake() {
    int connects = 100;
    deploy(
        ThreadingModel.WORKER,
        socket("pull", "pull").put("bind", LOOPBACK),
        socket("push", "push"));
    BlockingQueue<ZmqMessage> received = received("pull");
    for (int i = 0; i < connects; i++) {
      node.command("push", "connect", "socket", "pull");
      node.send("push", "through this connection");
      next(received); // within 20 s
      node.command("push", "disconnect");
    }
  }

  /** A thread of JeroMQ's spins once 65,536 signals wait to be taken. */
  @ParameterizedTest
  @ValueSource(strings = {"push", "pub", "pull"})
  void shouldTakeTheSignalsOfASocketThatIsNotRead(String type) throws IOException {
    JsonObject config = socket("idle", type).put("bind", LOOPBACK);
    deploy(ThreadingModel.WORKER, new JsonObject[] {config});
    String endpoint = node.endpoint("idle");
    SelectableChannel signals = Node.await(node.verticle().execute("idle", ZMQ.Socket::getFD));
    try (Selector selector = Selector.open()) {
      signals.register(selector, SelectionKey.OP_READ);
      for (int i = 0; i < 50; i++) {
        new RawPeer(endpoint).send(Zmtp.handshake("PAIR")).reset();
      }
      Eventually.until(() -> "signals are taken", () -> !isSignalled(selector));
    }
  }

  private static boolean isSignalled(Selector selector) {
    try {
      selector.selectedKeys().clear();
      return selector.selectNow() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
