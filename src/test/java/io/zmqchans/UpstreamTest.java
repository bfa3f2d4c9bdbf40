// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans;

import static io.zmqchans.support.Node.next;
import static io.zmqchans.support.Node.socket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.ThreadingModel;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.RawPeer;
import io.zmqchans.support.RelayFixture;
import io.zmqchans.support.Zmtp;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** What peers send against the stream, to sockets that nobody sends messages to. */
class UpstreamTest extends RelayFixture {
  private static final byte[] SUBSCRIPTION = Zmtp.frame(0, "\1news");
  private static final byte[] BEGINNING = Zmtp.frame(Zmtp.MORE, "beginning");

  private RawPeer bound(String type, String peerType) {
    deploy(ThreadingModel.WORKER, socket("socket", type).put("bind", "tcp://127.0.0.1:*"));
    return peer(peerType);
  }

  private RawPeer peer(String type) {
    return new RawPeer(node.endpoint("socket")).shakeHands(type);
  }

  /** The second one is nothing new to an XPUB, so that it doesn't give it. */
  @Test
  void shouldSurviveAMessageThatAnXpubTears() {
    try (RawPeer peer = bound("xpub", "XSUB")) {
      BlockingQueue<ZmqMessage> received = received("socket");
      peer.send(SUBSCRIPTION, BEGINNING, SUBSCRIPTION);
      assertThat(next(received)).isEqualTo(ZmqMessage.of("\1news"));
      node.send("socket", "news");
      assertThat(peer.readFrame()).asString().isEqualTo("news");
    }
  }

  @Test
  void shouldNotJoinWhatAnXpubTearsToTheNextSubscription() {
    try (RawPeer peer = bound("xpub", "XSUB");
        RawPeer other = peer("SUB")) {
      peer.send(SUBSCRIPTION, BEGINNING, SUBSCRIPTION).end().awaitEnd();
      other.send(Zmtp.frame(0, "\1sport"));
      BlockingQueue<ZmqMessage> received = received("socket");
      assertThat(next(received)).isEqualTo(ZmqMessage.of("\1news"));
      ZmqMessage following = next(received);
      while (following.string(0).startsWith("\0")) { // as it left
        following = next(received);
      }
      assertThat(following).isEqualTo(ZmqMessage.of("\1sport"));
    }
  }

  @Test
  void shouldGiveAWholeMessageOfAnXsub() {
    try (RawPeer peer = bound("xpub", "XSUB")) {
      BlockingQueue<ZmqMessage> received = received("socket");
      peer.send(BEGINNING, Zmtp.frame(0, "end"));
      assertThat(next(received)).isEqualTo(ZmqMessage.of("beginning", "end"));
    }
  }

  @Test
  void shouldSurviveAMessageThatAPubTears() {
    try (RawPeer peer = bound("pub", "SUB")) {
      peer.send(BEGINNING, SUBSCRIPTION, BEGINNING, SUBSCRIPTION).end().awaitEnd();
      assertThat(figure("socket", "refused")).isZero();
    }
  }

  /** More than any high-water mark holds: it is all read, or the end wouldn't be seen. */
  @Test
  void shouldThrowAwayWhatIsSentToAPush() {
    try (RawPeer peer = bound("push", "PULL")) {
      byte[] junk = new byte[1 << 16];
      for (int i = 0; i < 2000; i++) {
        peer.send(Zmtp.longFrame(0, junk.length, junk));
      }
      node.send("socket", "for all that");
      assertThat(peer.readFrame()).asString().isEqualTo("for all that");
      peer.end().awaitEnd();
      assertThat(figure("socket", "received")).isZero();
    }
  }

  @Test
  void shouldCutOffTheSecondPeerOfAPair() {
    try (RawPeer first = bound("pair", "PAIR");
        RawPeer second = new RawPeer(node.endpoint("socket"))) {
      second.awaitEnd();
      node.send("socket", "to the first");
      assertThat(first.readFrame()).asString().isEqualTo("to the first");
    }
    Eventually.until(() -> "a third peer in its place", this::isThird);
  }

  /**
   * JeroMQ lets the first go a moment after its connection has ended, and until then cuts others.
   */
  private boolean isThird() {
    try (RawPeer third = peer("PAIR")) {
      submit("socket", "to the third");
      return new String(third.readFrame(), UTF_8).equals("to the third");
    } catch (AssertionError e) {
      return false;
    }
  }
}
