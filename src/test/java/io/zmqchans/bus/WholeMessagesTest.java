// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import static io.zmqchans.support.Node.socket;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.Ordered;
import io.zmqchans.support.Node;
import io.zmqchans.support.RelayFixture;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Messages of very many frames to peers that leave in the middle of them. */
@ParameterizedClass
@MethodSource("io.zmqchans.support.Setting#models")
class WholeMessagesTest extends RelayFixture {
  private static final int FRAMES = 5_000;
  private static final int PEERS = 3;

  @Parameter ThreadingModel model;
  private final ZContext peers = new ZContext();
  private volatile boolean over;

  @AfterEach
  void closePeers() {
    over = true;
    peers.close();
  }

  /** The message over and over: a new one for each that was taken or refused. */
  private void flood(ZmqMessage message) {
    EventBus bus = node.vertx().eventBus();
    bus.request("zmq.from.in", message)
        .onComplete(
            done -> {
              if (!over) {
                flood(message);
              }
            });
  }

  /** A peer that has got the beginning of a message; a pair takes one after it lost the last. */
  private ZMQ.Socket peer(SocketType type, String endpoint) {
    awaitFigure("from", "peers", 0);
    for (int attempt = 0; attempt < 8; attempt++) {
      ZMQ.Socket peer = Ordered.signals(peers.createSocket(type));
      peer.setReceiveTimeOut(200 << attempt);
      peer.setHandshakeIvl(500);
      peer.setLinger(0);
      peer.setRcvHWM(2);
      if (type == SocketType.SUB) {
        peer.subscribe("");
      }
      peer.connect(endpoint);
      if ("first".equals(peer.recvStr())) {
        peer.setReceiveTimeOut(20_000);
        return peer;
      }
      peer.close();
    }
    throw new AssertionError("no peer got a message");
  }

  private static void shouldGetTheRest(ZMQ.Socket peer) {
    for (int i = 1; i < FRAMES; i++) {
      assertThat(peer.hasReceiveMore()).as("a frame " + i).isTrue();
      assertThat(peer.recvStr()).isEqualTo(i == FRAMES - 1 ? "last" : "");
    }
    assertThat(peer.hasReceiveMore()).isFalse();
  }

  private void shouldStayWhole(String type, SocketType peerType) {
    deploy(
        model,
        socket("from", type)
            .put("bind", "tcp://127.0.0.1:*")
            .put("options", new JsonObject().put("sndhwm", 2)));
    Object[] frames = new Object[FRAMES];
    Arrays.fill(frames, "");
    frames[0] = "first";
    frames[FRAMES - 1] = "last";
    for (int i = 0; i < 4; i++) {
      flood(ZmqMessage.of(frames));
    }
    String endpoint = node.endpoint("from");
    for (int i = 0; i < PEERS; i++) {
      try (ZMQ.Socket peer = peer(peerType, endpoint)) {
        shouldGetTheRest(peer);
        assertThat(peer.recvStr()).isEqualTo("first");
        shouldGetTheRest(peer);
        if (i == PEERS - 1 && peerType != SocketType.SUB) {
          shouldGetWhatIsLeft(peer);
        }
      }
    }
    assertThat(figure("from", "refused")).isZero();
  }

  /** So that closing has nothing to wait for. */
  private void shouldGetWhatIsLeft(ZMQ.Socket peer) {
    over = true;
    Future<?> end = submit("from", "the end");
    for (String first = peer.recvStr(); !first.equals("the end"); first = peer.recvStr()) {
      assertThat(first).isEqualTo("first");
      shouldGetTheRest(peer);
    }
    Node.await(end);
  }

  @Test
  void ofPush() {
    shouldStayWhole("push", SocketType.PULL);
  }

  @Test
  void ofDealer() {
    shouldStayWhole("dealer", SocketType.DEALER);
  }

  @Test
  void ofPair() {
    shouldStayWhole("pair", SocketType.PAIR);
  }

  @Test
  void ofPub() {
    shouldStayWhole("pub", SocketType.SUB);
  }
}
