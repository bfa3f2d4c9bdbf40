// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;

/** What a context's sockets are made of, and how it ends. */
class ZmqContextTest extends ContextFixture {
  @ParameterizedTest
  @EnumSource
  void shouldTellWhatSignalsASocket(SocketKind kind) {
    assertThat(socket(kind, false).getFD()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "PUB, XPUB",
    "PUSH, DEALER",
    "CLIENT, DEALER",
    "SCATTER, DEALER",
    "GATHER, PULL",
    "CHANNEL, PAIR"
  })
  void shouldMakeATypeOfAnother(SocketKind kind, SocketType made) {
    Socket socket = socket(kind, false);
    assertThat(socket.getSocketType()).isEqualTo(made);
    assertThat(socket.base().getSocketOpt(ZMQ.ZMQ_AS_TYPE)).isEqualTo(kind.type().type());
  }

  @ParameterizedTest
  @EnumSource(names = {"PULL", "SERVER", "XPUB"})
  void shouldMakeTheOthersOfThemselves(SocketKind kind) {
    Socket socket = socket(kind, false);
    assertThat(socket.getSocketType()).isEqualTo(kind.type());
    assertThat(socket.base().getSocketOpt(ZMQ.ZMQ_AS_TYPE)).isEqualTo(-1);
  }

  @Test
  void shouldMakeAPubThatKeepsTheLastOfAPub() {
    assertThat(socket(SocketKind.PUB, true).getSocketType()).isEqualTo(SocketType.PUB);
  }

  @Test
  void shouldEndWithoutHavingBeenOpened() {
    assertThat(new ZmqContext("never", 1, true, (thread, e) -> {}).close(0)).isTrue();
  }

  @Test
  void shouldSayThatItDidNotEndInTime() {
    ZmqContext another = new ZmqContext("another", 1, true, (thread, e) -> {});
    another.open();
    Socket socket = another.socket(SocketKind.PULL, false);
    Thread.currentThread().interrupt();
    assertThat(another.close(0)).as("in spite of an interrupt").isFalse();
    assertThat(Thread.interrupted()).isFalse();
    socket.close();
  }

  @Test
  void shouldNudgeOnce() {
    assertThat(context.isNudging()).isFalse();
    context.nudgeSoon();
    assertThat(context.isNudging()).isTrue();
    Eventually.until(
        () -> "the nudge",
        () -> {
          context.nudgeIfDue();
          return !context.isNudging();
        });
  }
}
