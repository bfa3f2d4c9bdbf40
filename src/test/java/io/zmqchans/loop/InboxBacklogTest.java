// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;

/** That what is received is taken from what waits; over inproc, all on the test's thread. */
class InboxBacklogTest {
  private static final String ENDPOINT = "inproc://backlog";

  private final ZmqContext context = new ZmqContext("inbox", 1, true, (thread, e) -> {});
  private final Backlog backlog = new Backlog(10_000);
  private Socket from;
  private Socket to;

  @BeforeEach
  void open() {
    context.open();
    for (int i = 0; i < 9; i++) {
      backlog.add(1033);
    }
    assertThat(backlog.judge()).isTrue();
  }

  @AfterEach
  void close() {
    from.close();
    to.close();
    assertThat(context.close(10_000)).isTrue();
  }

  private Inbox connected(SocketKind fromKind, SocketKind toKind) {
    from = context.socket(fromKind, false);
    from.setLinger(0);
    from.bind(ENDPOINT);
    to = context.socket(toKind, false);
    to.connect(ENDPOINT);
    Inbox inbox = new Inbox(toKind, new RawSocket(to), Receiver.NOBODY);
    inbox.bound(backlog);
    return inbox;
  }

  private void send(int count, String... frames) {
    for (int i = 0; i < count; i++) {
      for (int frame = 0; frame < frames.length - 1; frame++) {
        assertThat(from.sendMore(frames[frame])).isTrue();
      }
      assertThat(from.send(frames[frames.length - 1])).isTrue();
    }
  }

  @Test
  void shouldTakeEachMessage() {
    Inbox pull = connected(SocketKind.PUSH, SocketKind.PULL);
    send(5, "x".repeat(1000));
    assertThat(pull.receive(4, 1 << 20)).isEqualTo(4);
    assertThat(backlog.isOver()).isTrue();
    assertThat(pull.receive(1, 1 << 20)).isOne();
    assertThat(backlog.isOver()).isFalse();
  }

  @Test
  void shouldTakeEachFrame() {
    Inbox pull = connected(SocketKind.PUSH, SocketKind.PULL);
    send(1, "x".repeat(1000), "x".repeat(1000), "x".repeat(1000), "x".repeat(1000), "x");
    send(1, "x".repeat(1000));
    assertThat(pull.receive(1, 1 << 20)).isOne();
    assertThat(backlog.isOver()).isTrue();
    assertThat(pull.receive(1, 1 << 20)).isOne();
    assertThat(backlog.isOver()).isFalse();
  }

  @Test
  void shouldTakeAllOnceNothingIsLeft() {
    Inbox pull = connected(SocketKind.PUSH, SocketKind.PULL);
    send(1, "x");
    assertThat(pull.receive(1, 1 << 20)).isOne();
    assertThat(backlog.isOver()).isTrue();
    assertThat(pull.receive(1, 1 << 20)).isZero();
    assertThat(backlog.isOver()).isFalse();
  }

  /** A REP isn't asked for the next while it owes a reply, so what waits is still there. */
  @Test
  void shouldNotTakeWhatWaitsForAReply() {
    Inbox rep = connected(SocketKind.REQ, SocketKind.REP);
    send(1, "x");
    assertThat(rep.receive(2, 1 << 20)).isOne();
    assertThat(backlog.isOver()).isTrue();
  }

  /** On the wire a group is a frame of its own. */
  @Test
  void shouldTakeTheGroup() {
    Inbox dish = connected(SocketKind.RADIO, SocketKind.DISH);
    String group = "g".repeat(200);
    to.join(group);
    RawSocket radio = new RawSocket(from);
    radio.events(); // so that it hears of that
    for (int i = 0; i < 5; i++) {
      Msg part = new Msg(new byte[800]);
      part.setGroup(group);
      assertThat(radio.send(part, false)).isTrue();
    }
    assertThat(dish.receive(5, 1 << 20)).isEqualTo(5);
    assertThat(backlog.isOver()).isFalse();
  }

  /** It is made here, and never was on the wire. */
  @Test
  void shouldNotTakeARoutingId() {
    Inbox server = connected(SocketKind.CLIENT, SocketKind.SERVER);
    send(5, "x".repeat(900));
    assertThat(server.receive(5, 1 << 20)).isEqualTo(5);
    assertThat(backlog.isOver()).isTrue();
  }
}
