// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqFailure;
import io.zmqchans.support.RawPeer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** What a socket is called, what it refuses, and how it goes; over inproc. */
class LoopSocketCloseTest extends LoopSocketFixture {
  @Test
  void shouldKnowWhatItIs() {
    Socket socket = socket(SocketKind.PUSH);
    LoopSocket push = loopSocket(SocketKind.PUSH, socket);
    assertThat(push.name()).isEqualTo("socket");
    assertThat(push.kind()).isEqualTo(SocketKind.PUSH);
    assertThat(push.fullName()).isEqualTo("test.socket");
    assertThat(push.channel()).isNotNull().isSameAs(socket.getFD());
    assertThat(push.socket()).isSameAs(socket);
    assertThat(push.openSocket()).isSameAs(socket);
    assertThat(push.options().get("type")).isEqualTo("push");
    assertThat(push.groups()).isNotNull();
    assertThat(push.peers().count()).isZero();
    assertThat(push.sender()).isNull();
    assertThat(push.link()).isNull();
  }

  @Test
  void shouldHaveTopicsOnlyIfItIsASub() {
    LoopSocket pull = bound(SocketKind.PULL);
    byte[] topic = "topic".getBytes(StandardCharsets.US_ASCII);
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> pull.topics().subscribe(topic),
        "subscribe: only a sub socket has topics, this is a pull");
    refused(
        ZmqFailure.UNSUPPORTED,
        () -> pull.topics().unsubscribe(topic),
        "unsubscribe: only a sub socket has topics, this is a pull");
  }

  @Test
  void shouldSubscribeAndUnsubscribe() {
    Socket xpub = socket(SocketKind.XPUB);
    xpub.bind(ENDPOINT);
    Socket socket = socket(SocketKind.SUB);
    socket.connect(ENDPOINT);
    LoopSocket sub = loopSocket(SocketKind.SUB, socket);
    sub.topics().subscribe("topic".getBytes(StandardCharsets.US_ASCII));
    assertThat(xpub.recvStr(ZMQ.DONTWAIT)).isEqualTo("\1topic");
    sub.topics().unsubscribe("topic".getBytes(StandardCharsets.US_ASCII));
    assertThat(xpub.recvStr(ZMQ.DONTWAIT)).isEqualTo("\0topic");
  }

  @Test
  void shouldWaitForAProxy() {
    LoopSocket pull = bound(SocketKind.PULL);
    connected(SocketKind.PUSH).send("x");
    pull.awaitProxy();
    pull.resume();
    assertThat(agenda.serve()).isZero();
    assertThat(pull.traffic().inbox().isProxied()).isFalse();
    pull.traffic().divert(receiver);
    assertThat(pull.traffic().inbox().isProxied()).isTrue();
    assertThat(agenda.serve()).isOne();
  }

  @Test
  void shouldDoNothingOnceItIsClosed() {
    LoopSocket pull = bound(SocketKind.PULL);
    connected(SocketKind.PUSH).send("x");
    pull.resume();
    assertThat(pull.isClosed()).isFalse();
    pull.close(0);
    assertThat(pull.isClosed()).isTrue();
    assertThat(agenda.serve()).isZero();
    pull.resume();
    assertThat(agenda.isEmpty()).isTrue();
    assertThat(told).containsExactly("closing");
    refused(ZmqFailure.CLOSED, pull::openSocket, "socket 'socket' is closed");
    new Note(pull, 1, "late").run();
    assertThat(told).endsWith("CLOSED is closed: late");
    assertThat(pull.traffic().hasPending()).isFalse();
  }

  @Test
  void shouldTryWhatIsPendingOnceMore() {
    LoopSocket push = bound(SocketKind.PUSH);
    Socket pull = connected(SocketKind.PULL);
    new Note(push, 1, "x").run();
    push.close(0);
    assertThat(told).containsExactly("accepted x", "sent x");
    assertThat(pull.recvStr(ZMQ.DONTWAIT)).isEqualTo("x");
  }

  @Test
  void shouldRefuseWhatIsPending() {
    LoopSocket push = bound(SocketKind.PUSH);
    new Note(push, 1, "x").run();
    push.peers().await(1, (count, e) -> told.add(e.getMessage()));
    push.close(0);
    assertThat(told)
        .containsExactly("accepted x", "socket 'socket' is closed", "CLOSED is closed: x");
  }

  @Test
  void shouldFreeItsName() {
    LoopSocket push = bound(SocketKind.PUSH);
    assertThat(inprocNames).containsExactly(ENDPOINT);
    push.close(0);
    assertThat(inprocNames).isEmpty();
    assertThat(push.endpoints().all()).isEmpty();
    assertThat(socket(SocketKind.PULL).bind(ENDPOINT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PUSH, -1, 50, 50",
    "PUSH, 5, 50, 5",
    "PUSH, 500, 50, 50",
    "PUSH, 0, 50, 0",
    "PULL, -1, 50, 0"
  })
  void shouldSayHowLongWhatItSentMayStillLeave(SocketKind kind, int linger, int max, int left) {
    LoopSocket socket = bound(kind);
    socket.socket().setLinger(linger);
    assertThat(socket.close(max)).isEqualTo(left);
  }

  @Test
  void shouldLeaveAReadyMadeSocketToItsOwner() {
    Socket push = socket(SocketKind.PUSH);
    LoopSocket adopted = loopSocket(SocketKind.PUSH, push);
    adopted.connections().watch(false);
    adopted.endpoints().bind(ENDPOINT);
    adopted.disown();
    assertThat(adopted.isClosed()).isTrue();
    assertThat(adopted.endpoints().all()).isEmpty();
    assertThat(push.bind("inproc://its.owners")).isTrue();
    assertThat(push.monitor("inproc://monitor", ZMQ.EVENT_ALL)).isTrue();
  }

  /** JeroMQ never reads another peer of a PAIR. */
  @Test
  void shouldHaveOneConnectionAtMostIfItIsExclusive() {
    LoopSocket pair = loopSocket(SocketKind.PAIR, socket(SocketKind.PAIR));
    pair.connections().watch(false);
    String endpoint = pair.endpoints().bind("tcp://127.0.0.1:*");
    try (RawPeer first = new RawPeer(endpoint)) {
      assertThat(first.greet().verdict()).isEqualTo("READY");
      try (RawPeer second = new RawPeer(endpoint)) {
        second.awaitEnd();
      }
    }
  }
}
