// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.RunningLoop;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Curve;
import org.zeromq.ZMQ.Curve.KeyPair;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;
import zmq.msg.MsgAllocator;

/** Peers of a CURVE socket of which too much waits to be read. */
class LoopSocketBacklogTest {
  private static final int MEBI = 1 << 20;
  private static final int TOO_MANY = 18; // 16, and the one that is largest

  private final RunningLoop running = new RunningLoop();
  private final AtomicInteger demand = new AtomicInteger();
  private final Receiver receiver =
      new Receiver() {
        @Override
        public int demand() {
          return demand.get();
        }

        @Override
        public void receive(ZmqMessage message) {}
      };
  private LoopSocket pull;
  private Backlog backlog;
  private MsgAllocator allocator;

  @BeforeEach
  void open() {
    KeyPair keys = Curve.generateKeyPair();
    SocketOptions options =
        new SocketOptions()
            .setName("pull")
            .setType("pull")
            .setBind("inproc://pull", "tcp://127.0.0.1:*")
            .setOption("handshake_ivl", 0) // or peers that say nothing would be cut for that
            .setOption("maxmsgsize", MEBI);
    SocketSetup curve =
        socket -> {
          socket.setCurveServer(true);
          socket.setCurveSecretKey(keys.secretKey.getBytes(ZMQ.CHARSET));
        };
    pull = running.call(() -> running.loop().sockets().open(options, 0, receiver, null, curve));
    backlog = (Backlog) Inside.get(Connections.class, "backlog", pull.connections());
    allocator =
        running.call(
            () -> (MsgAllocator) pull.socket().base().getSocketOptx(ZMQ.ZMQ_MSG_ALLOCATOR));
  }

  @AfterEach
  void close() {
    running.close();
  }

  /** As if so much came for the socket. */
  private void come() {
    for (int i = 0; i < TOO_MANY; i++) {
      allocator.allocate(MEBI);
    }
  }

  private java.net.Socket connect() throws IOException {
    String endpoint = running.call(() -> pull.endpoints().connectable());
    int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    java.net.Socket peer = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
    peer.setSoTimeout(20_000);
    return peer;
  }

  private static void awaitCut(java.net.Socket peer) throws IOException {
    InputStream greeting = peer.getInputStream();
    assertThat(greeting.readAllBytes()).hasSizeLessThan(100);
  }

  @Test
  void shouldCutThemUntilItIsRead() throws IOException {
    Socket push = running.call(() -> running.loop().context().socket(SocketKind.PUSH, false));
    push.connect("inproc://pull");
    assertThat(push.send("unread")).isTrue();
    try (java.net.Socket one = connect()) {
      Eventually.until(() -> "accepted", () -> pull.peers().count() == 1);
      come();
      awaitCut(one);
    }
    assertThat(backlog.isOver()).isTrue();
    try (java.net.Socket other = connect()) {
      awaitCut(other);
    }
    running.call(
        () -> {
          demand.set(Integer.MAX_VALUE);
          pull.resume();
          return null;
        });
    Eventually.until(() -> "read", () -> !backlog.isOver());
    push.close();
  }

  @Test
  void shouldFindThatNothingWaits() {
    come();
    running.call(() -> null);
    assertThat(backlog.isOver()).isFalse();
    allocator.allocate(MEBI);
    assertThat(running.call(backlog::judge)).as("what came before is forgotten").isFalse();
  }

  @Test
  void shouldNotMindOnceItIsClosed() {
    running.call(
        () -> {
          come();
          running.loop().sockets().close(pull, 0);
          return null;
        });
    assertThat(running.<Boolean>call(pull::isClosed)).isTrue();
  }
}
