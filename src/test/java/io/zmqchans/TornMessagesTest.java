// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zmqchans.loop.Ordered;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * With {@code immediate}, JeroMQ throws what a peer sent away with its connection: also the rest of
 * a message that was begun to be read, and goes on with another peer's.
 */
class TornMessagesTest extends RelayFixture {
  private static final int FRAMES = 3;
  private static final int EACH = 50;

  private static void send(ZMQ.Socket socket, String text, int times) {
    for (int i = 0; i < times; i++) {
      for (int frame = 1; frame <= FRAMES; frame++) {
        assertThat(socket.send(text, frame < FRAMES ? ZMQ.SNDMORE : 0)).isTrue();
      }
    }
  }

  private static String bind(ZMQ.Socket socket) {
    socket.setLinger(10_000);
    return "tcp://127.0.0.1:" + socket.bindToRandomPort("tcp://127.0.0.1");
  }

  private void connect(String type, String... endpoints) {
    JsonObject options = new JsonObject().put("immediate", true);
    JsonObject config = socket("torn", type).put("connect", new JsonArray(List.of(endpoints)));
    deploy(ThreadingModel.WORKER, config.put("options", options));
    node.command("torn", "awaitPeers", "count", endpoints.length, "timeout", 10_000);
  }

  private void awaitPause() {
    Eventually.until(
        () -> "a pause in " + node.stats("torn"), () -> node.stats("torn").getBoolean("paused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "dealer", "pull"})
  void shouldNotJoinAMessageOfAPeerThatIsGoneToAnothers(String type) {
    SocketType peer = type.equals("pull") ? SocketType.PUSH : SocketType.DEALER;
    try (ZContext leaving = new ZContext();
        ZContext staying = new ZContext()) {
      ZMQ.Socket one = Ordered.signals(leaving.createSocket(peer));
      ZMQ.Socket other = staying.createSocket(peer);
      connect(type, bind(one), bind(other));
      send(other, "other", 1);
      awaitPause();
      send(one, "one", EACH);
      send(other, "other", EACH);

      leaving.destroy();
      awaitFigure("torn", "peers", 1);
      BlockingQueue<ZmqMessage> received = received("torn");

      other.send("last");
      int ids = type.equals("router") ? 1 : 0;
      ZmqMessage message = Node.next(received);
      for (; message.size() != ids + 1; message = Node.next(received)) {
        assertThat(message.size()).isEqualTo(ids + FRAMES);
        assertThat(message.string(ids + 1)).isEqualTo(message.string(ids));
        assertThat(message.string(ids + FRAMES - 1)).isEqualTo(message.string(ids));
      }
      assertThat(message.string(ids)).isEqualTo("last");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"router", "dealer", "pull"})
  void shouldGoOnAfterTheOnlyPeerLeftWithTheRestOfAMessage(String type) {
    SocketType peer = type.equals("pull") ? SocketType.PUSH : SocketType.DEALER;
    String endpoint;
    BlockingQueue<ZmqMessage> received;
    try (ZContext leaving = new ZContext()) {
      ZMQ.Socket one = Ordered.signals(leaving.createSocket(peer));
      endpoint = bind(one);
      connect(type, endpoint);
      send(one, "one", 1);
      awaitPause();
      send(one, "one", EACH);
    }
    awaitFigure("torn", "peers", 0);
    received = received("torn");
    try (ZContext next = new ZContext()) {
      ZMQ.Socket other = next.createSocket(peer);
      other.bind(endpoint);
      other.send("lost by a router, which doesn't say whose it is");

      other.send("last");

      ZmqMessage message = Node.next(received);
      while (!message.string(message.size() - 1).equals("last")) {
        message = Node.next(received);
      }
      assertThat(message.size()).isEqualTo(type.equals("router") ? 2 : 1);
    }
  }
}
