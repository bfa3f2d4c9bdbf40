// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.support.Leaks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;
import zmq.Mailbox;
import zmq.ZMQ;
import zmq.socket.radiodish.Radio;

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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldMendSignalsIfAskedTo(boolean signalOrder) {
    ZmqContext another = new ZmqContext("another", 1, signalOrder, (thread, e) -> {});
    another.open();
    Socket socket = another.socket(SocketKind.PULL, false);
    int own = socket.base().getTid();
    assertThat(Inside.mailboxes(socket)[own] instanceof Mailbox).isNotEqualTo(signalOrder);
    socket.close();
    assertThat(another.close(10_000)).isTrue();
  }

  @Test
  void shouldMendTimersOnce() {
    Map<?, ?> first = Inside.timers(socket(SocketKind.PULL)).get(0);
    assertThat(first.getClass().getEnclosingClass()).isEqualTo(Timers.class);
    assertThat(Inside.timers(socket(SocketKind.PULL)).get(0)).isSameAs(first);
  }

  @Test
  void shouldMendTheMembersOfARadio() {
    Socket radio = socket(SocketKind.RADIO);
    assertThat(Inside.get(Radio.class, "subscriptions", radio.base()))
        .isInstanceOf(RadioMembers.class);
  }

  @Test
  void shouldNotKeepTheProcessFromEnding() {
    ZmqContext another = new ZmqContext("kept", 1, true, (thread, e) -> {});
    another.open();
    Socket socket = another.socket(SocketKind.PULL, false);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Thread closer = new Thread(() -> closed.complete(another.close(0)));
    closer.setDaemon(false); // whose threads aren't daemons by themselves
    closer.start();
    assertThat(closed.orTimeout(20, TimeUnit.SECONDS).join()).isFalse();
    assertThat(Leaks.threads())
        .filteredOn(each -> each.getName().equals("kept-term"))
        .singleElement()
        .matches(Thread::isDaemon);
    socket.close();
  }
}
