// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.socket;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.zmqchans.support.Node;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Zmtp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Heartbeats: who is dead, and who isn't. */
class HeartbeatTest extends RelayFixture {
  private static final int COUNT = 400;
  private static final int SIZE = 64 << 10;

  @Test
  void shouldNotTakeAPauseForADeadPeer() {
    JsonObject options = new JsonObject().put("heartbeat_ivl", 50).put("rcvhwm", 2);
    JsonObject pull = socket("pull", "pull").put("bind", "tcp://127.0.0.1:*").put("maxInFlight", 1);
    deploy(ThreadingModel.WORKER, new JsonObject[] {pull.put("options", options)});
    BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    MessageConsumer<ZmqMessage> consumer = node.vertx().eventBus().consumer("zmq.pull.out");
    consumer.pause().handler(message -> received.add(message.body().buffer(0).getInt(0)));
    try (ZContext context = new ZContext();
        ZMQ.Socket push = context.createSocket(SocketType.PUSH)) {
      push.setHWM(0);
      push.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
      push.connect(node.endpoint("pull"));
      List<Integer> sent = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        byte[] message = new byte[SIZE];
        java.nio.ByteBuffer.wrap(message).putInt(i);
        push.send(message);
        sent.add(i);
      }
      awaitFigure("pull", "inFlight", 1);
      Node.await(node.vertx().timer(20 * 50, TimeUnit.MILLISECONDS)); // that many heartbeats

      consumer.resume();
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        all.add(Node.next(received));
      }
      assertThat(all).isEqualTo(sent);
    }
  }

  /** As by a cut cable, after so many answers. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void shouldNoticeAPeerThatFallsSilent(int answers) {
    JsonObject options = new JsonObject().put("heartbeat_ivl", 20).put("heartbeat_timeout", 500);
    JsonObject pull = socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    deploy(ThreadingModel.WORKER, pull.put("options", options));
    try (RawPeer peer = new RawPeer(node.endpoint("pull")).shakeHands("PUSH")) {
      for (int i = 0; i < answers; i++) {
        assertThat(new String(peer.readFrame(), US_ASCII)).startsWith("\4PING");
        peer.send(Zmtp.frame(Zmtp.COMMAND, Zmtp.body("PONG")));
      }
      peer.awaitEnd();
    }
  }

  /** That many tenths of a second may pass without another heartbeat, says a peer. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void shouldNoticeThatAPeersHeartbeatsEnd(int heartbeats) {
    JsonObject options = new JsonObject().put("heartbeat_ivl", 20);
    JsonObject pull = socket("pull", "pull").put("bind", "tcp://127.0.0.1:*");
    deploy(ThreadingModel.WORKER, pull.put("options", options));
    try (RawPeer peer = new RawPeer(node.endpoint("pull")).shakeHands("PUSH")) {
      for (int i = 0; i < heartbeats; i++) {
        peer.send(Zmtp.frame(Zmtp.COMMAND, Zmtp.body("PING", new byte[] {0, 3})));
        while (!new String(peer.readFrame(), US_ASCII).startsWith("\4PONG")) {
          // It has heartbeats of its own.
        }
      }
      peer.awaitEnd();
    }
  }
}
