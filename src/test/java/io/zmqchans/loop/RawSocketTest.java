// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;
import zmq.ZError;
import zmq.ZMQ;

/** The calls that move messages, also on a thread that was interrupted; over inproc. */
class RawSocketTest {
  private final ZmqContext context = new ZmqContext("raw", 1, true, (thread, e) -> {});
  private Socket one;
  private Socket other;
  private RawSocket raw;
  private RawSocket peer;

  @BeforeEach
  void open() {
    context.open();
    one = context.socket(SocketKind.PAIR, false);
    other = context.socket(SocketKind.PAIR, false);
    one.setLinger(0);
    other.setLinger(0);
    one.setHWM(1);
    other.setHWM(1);
    raw = new RawSocket(one);
    peer = new RawSocket(other);
  }

  @AfterEach
  void close() {
    boolean interrupted = Thread.interrupted();
    one.close();
    other.close();
    assertThat(context.close(10_000)).isTrue();
    assertThat(interrupted).isFalse();
  }

  private void connect() {
    one.bind("inproc://raw");
    other.connect("inproc://raw");
  }

  private static byte[] bytes(int value) {
    return new byte[] {(byte) value};
  }

  @Test
  void shouldTakeNoMoreThanItsHighWaterMark() {
    assertThat(raw.events()).isZero();
    assertThat(raw.send(bytes(1), false)).isFalse();
    assertThat(raw.errno()).isEqualTo(ZError.EAGAIN);
    connect();
    assertThat(raw.send(bytes(1), false)).isTrue();
    assertThat(raw.send(bytes(2), false)).isTrue();
    assertThat(raw.send(bytes(3), false)).isFalse();
    assertThat(raw.events()).isZero();
    assertThat(peer.events()).isEqualTo(ZMQ.ZMQ_POLLIN | ZMQ.ZMQ_POLLOUT);
    assertThat(peer.receive().data()).containsExactly(1);
    assertThat(peer.receive().data()).containsExactly(2);
    assertThat(peer.receive()).isNull();
    assertThat(peer.events()).isEqualTo(ZMQ.ZMQ_POLLOUT);
  }

  @Test
  void shouldSayWhetherThereIsMore() {
    connect();
    assertThat(raw.send(bytes(1), true)).isTrue();
    assertThat(raw.sendRest(bytes(2), true)).isTrue();
    assertThat(raw.sendRest(bytes(3), false)).isTrue();
    for (int i = 1; i <= 3; i++) {
      Msg part = peer.receive();
      assertThat(part.data()).containsExactly(i);
      assertThat(part.hasMore()).isEqualTo(i < 3);
    }
  }

  @Test
  void shouldReceiveInSpiteOfAnInterrupt() {
    connect();
    peer.send(bytes(1), false);
    Thread.currentThread().interrupt();
    assertThat(raw.receive().data()).containsExactly(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldLookInSpiteOfAnInterrupt() {
    connect();
    peer.send(bytes(1), false);
    Thread.currentThread().interrupt();
    assertThat(raw.events()).isEqualTo(ZMQ.ZMQ_POLLIN | ZMQ.ZMQ_POLLOUT);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldSendInSpiteOfAnInterrupt() {
    connect();
    Thread.currentThread().interrupt();
    assertThat(raw.send(bytes(1), false)).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(peer.receive().data()).containsExactly(1);
  }

  @Test
  void shouldSayThatNothingIsThereInSpiteOfAnInterrupt() {
    connect();
    Thread.currentThread().interrupt();
    assertThat(raw.receive()).isNull();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(raw.receive()).isNull();
  }

  @Test
  void shouldNotSendToNobodyInSpiteOfAnInterrupt() {
    Thread.currentThread().interrupt();
    assertThat(raw.send(bytes(1), false)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void shouldSayThatNobodyTookTheRest() {
    assertThat(raw.sendRest(bytes(1), false)).isFalse();
    connect();
    assertThat(raw.events()).isEqualTo(ZMQ.ZMQ_POLLOUT);
    assertThat(raw.sendRest(bytes(1), false)).isTrue();
  }

  @Test
  void shouldNotNoticeBetweenPartsThatThePeerLeaves() {
    connect();
    int own = one.base().getTid();
    Object mailbox = Inside.mailboxes(one)[own];
    AtomicLong signals = (AtomicLong) Inside.get(mailbox.getClass(), "counter", mailbox);
    assertThat(raw.send(bytes(1), true)).isTrue();
    long before = signals.get();
    other.close();
    Eventually.until(() -> "told that the peer leaves", () -> signals.get() > before);
    assertThat(raw.sendRest(bytes(2), true)).isTrue();
    assertThat(raw.sendRest(bytes(3), false)).isTrue();
    assertThat(raw.send(bytes(4), false)).isFalse();
  }
}
