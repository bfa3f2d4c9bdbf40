// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;

/** When a socket is to be served, and what it moves then; over inproc. */
class LoopSocketTest extends LoopSocketFixture {
  private void send(LoopSocket to, int count) {
    for (int i = 0; i < count; i++) {
      new Note(to, 1000, "x").run();
    }
    told.clear();
  }

  @Test
  void shouldBeServedOnceWhenItIsTouched() {
    LoopSocket pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    assertThat(agenda.isEmpty()).isTrue();
    push.send("one");
    push.send("two");
    pull.resume();
    pull.resume();
    assertThat(agenda.isEmpty()).isFalse();
    assertThat(agenda.serve()).isEqualTo(2);
    assertThat(told).containsExactly("one", "two");
    assertThat(agenda.isEmpty()).isTrue();
    assertThat(pull.received().get()).isEqualTo(2);
    assertThat(pull.receivedBytes().get()).isEqualTo(6);
  }

  @Test
  void shouldBeTouchedByAllThatMayCallIt() {
    LoopSocket dish = bound(SocketKind.DISH);
    List<Runnable> touches =
        List.of(
            dish::endpoints,
            dish::socket,
            dish::openSocket,
            dish::options,
            dish::groups,
            () -> dish.traffic().divert(null));
    for (Runnable touch : touches) {
      assertThat(agenda.isEmpty()).isTrue();
      touch.run();
      assertThat(agenda.isEmpty()).isFalse();
      agenda.serve();
    }
  }

  @Test
  void shouldReceiveWithinItsBudgetOfMessages() {
    LoopSocket pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    for (int i = 0; i < 300; i++) {
      push.send("x");
    }
    pull.resume();
    assertThat(agenda.serve()).isEqualTo(256);
    assertThat(agenda.serve()).isEqualTo(44);
    assertThat(agenda.isEmpty()).isTrue();
  }

  @Test
  void shouldReceiveWithinItsBudgetOfBytes() {
    LoopSocket pull = bound(SocketKind.PULL);
    Socket push = connected(SocketKind.PUSH);
    for (int i = 0; i < 3; i++) {
      push.send(new byte[1 << 19]);
    }
    pull.resume();
    assertThat(agenda.serve()).isEqualTo(2);
    assertThat(agenda.serve()).isOne();
  }

  @Test
  void shouldNotLookAgainWhileNothingIsWanted() {
    LoopSocket pull = bound(SocketKind.PULL);
    connected(SocketKind.PUSH).send("x");
    demand = 0;
    pull.resume();
    assertThat(agenda.serve()).isZero();
    assertThat(agenda.isEmpty()).isTrue();
    demand = 1;
    pull.resume();
    assertThat(agenda.serve()).isOne();
  }

  @Test
  void shouldSendWithinItsBudget() {
    LoopSocket push = bound(SocketKind.PUSH);
    connected(SocketKind.PULL);
    send(push, 300);
    assertThat(push.traffic().hasPending()).isTrue();
    assertThat(agenda.serve()).isEqualTo(256);
    assertThat(agenda.serve()).isEqualTo(44);
    assertThat(agenda.isEmpty()).isTrue();
    assertThat(push.traffic().hasPending()).isFalse();
    assertThat(push.sent().get()).isEqualTo(300);
    assertThat(push.sentBytes().get()).isEqualTo(300);
  }

  @Test
  void shouldCountWhatItMovesBothWays() {
    LoopSocket dealer = bound(SocketKind.DEALER);
    connected(SocketKind.DEALER).send("x");
    send(dealer, 2);
    assertThat(agenda.serve()).isEqualTo(3);
  }

  /** That one comes is signalled. */
  @Test
  void shouldNotLookAgainWhileThereIsNoPeer() {
    LoopSocket push = bound(SocketKind.PUSH);
    send(push, 1);
    assertThat(agenda.serve()).isZero();
    assertThat(agenda.isEmpty()).isTrue();
    assertThat(agenda.hasRetries()).isFalse();
    connected(SocketKind.PULL);
    push.resume();
    assertThat(agenda.serve()).isOne();
  }

  /** Of a router's peer that it takes more isn't signalled. */
  @Test
  void shouldLookAgainLaterIfNothingIsSignalled() {
    LoopSocket router = loopSocket(SocketKind.ROUTER, socket(SocketKind.ROUTER));
    router.socket().setRouterMandatory(true);
    router.socket().setSndHWM(1);
    router.endpoints().bind(ENDPOINT);
    Socket dealer = socket(SocketKind.DEALER);
    dealer.setRcvHWM(1);
    dealer.setIdentity("id".getBytes(ZMQ.CHARSET));
    dealer.connect(ENDPOINT);
    for (int i = 0; i < 3; i++) {
      new Note(router, 10, "id", "x").run();
    }
    assertThat(agenda.hasRetries()).isFalse();
    assertThat(agenda.serve()).isEqualTo(2);
    assertThat(agenda.isEmpty()).isTrue();
    assertThat(agenda.hasRetries()).isTrue();
    dealer.recv();
    dealer.recv();
    agenda.retry();
    assertThat(agenda.hasRetries()).isFalse();
    assertThat(agenda.serve()).isOne();
  }

  @Test
  void shouldRefuseMoreThanMayWait() {
    LoopSocket push = bound(SocketKind.PUSH);
    for (int i = 0; i < 3; i++) {
      new Note(push, 2, "" + i).run();
    }
    String full = "FULL has 2 messages pending, which is its maxPending: 2";
    assertThat(told).containsExactly("accepted 0", "accepted 1", full);
  }

  @Test
  void shouldMakeRoomBeforeItRefuses() {
    LoopSocket push = bound(SocketKind.PUSH);
    connected(SocketKind.PULL);
    for (int i = 0; i < 3; i++) {
      new Note(push, 1, "" + i).run();
    }
    assertThat(told).containsExactly("accepted 0", "sent 0", "accepted 1", "sent 1", "accepted 2");
  }

  @Test
  void shouldNotSendWhatWasTakenBack() {
    LoopSocket push = bound(SocketKind.PUSH);
    connected(SocketKind.PULL);
    Note note = new Note(push, 1, "x");
    note.run();
    push.withdraw(note);
    assertThat(agenda.serve()).isZero();
    assertThat(told).containsExactly("accepted x");
  }

  @Test
  void shouldKnowWhoSentWhatItReceives() throws IOException {
    List<PeerInfo> senders = new ArrayList<>();
    LoopSocket[] stream = new LoopSocket[1];
    Receiver asking =
        new Receiver() {
          @Override
          public int demand() {
            return 1;
          }

          @Override
          public void receive(ZmqMessage message) {
            senders.add(stream[0].sender());
          }
        };
    Socket socket = socket(SocketKind.STREAM);
    stream[0] = new LoopSocket(loop, "s", SocketKind.STREAM, socket, asking, null, inprocNames);
    assertThat(stream[0].sender()).isNull();
    String bound = stream[0].endpoints().bind("tcp://127.0.0.1:*");
    int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    try (var peer = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      peer.getOutputStream().write('x');
      Eventually.until(
          () -> "something received",
          () -> {
            if (!context.nudge().isWanted()) {
              context.nudge().soon(); // or JeroMQ may overlook the connection (#1022)
            }
            context.nudge().ifDue();
            stream[0].traffic().serve();
            return !senders.isEmpty();
          });
    }
    assertThat(senders.get(0)).isEqualTo(new PeerInfo("127.0.0.1", ""));
  }

  @Test
  void shouldLookForLinksThatAreGone() throws IOException {
    LoopSocket push = loopSocket(SocketKind.PUSH, socket(SocketKind.PUSH));
    Links links = push.connections().links();
    Map<?, ?> known = (Map<?, ?>) Inside.get(Links.class, "links", links);
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(loopback)) {
      SocketChannel channel = SocketChannel.open(server.getLocalAddress());
      links.made(channel);
      push.sweep();
      assertThat(known).hasSize(1);
      channel.close();
      push.sweep();
      assertThat(known).isEmpty();
    }
  }

  @Test
  void shouldBeServedOnceItsBacklogWasJudged() throws IOException {
    LoopSocket pull = bound(SocketKind.PULL);
    assertThat(connected(SocketKind.PUSH).send("unread")).isTrue();
    pull.connections().bound(new Backlog(1000));
    pull.connections().suspectBacklog();
    loop.stop(0);
    assertThat(loop.run()).isTrue();
    assertThat(told).containsExactly("unread");
  }
}
