// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.RunningLoop;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** How the sockets of a running loop come and go; that it ends says that none is left open. */
class SocketsTest {
  private final RunningLoop running = new RunningLoop();
  private final Sockets sockets = running.loop().sockets();

  @AfterEach
  void close() {
    running.close();
  }

  private static SocketOptions options(String type) {
    return new SocketOptions().setName("name").setType(type);
  }

  private LoopSocket open(SocketOptions options) {
    return sockets.open(options, 17, Receiver.NOBODY, null, socket -> {});
  }

  private LoopSocket adopt(SocketOptions options, Socket readyMade) {
    return sockets.adopt(options, readyMade, Receiver.NOBODY, null);
  }

  /** What the work fails with, on the loop thread. */
  private String failure(ZmqFailure failure, Supplier<LoopSocket> work) {
    return running.call(
        () -> {
          try {
            return "opened " + work.get().name();
          } catch (RuntimeException e) {
            return ZmqFailure.of(e) == failure ? e.getMessage() : e.toString();
          }
        });
  }

  @Test
  void shouldOpenAndClose() {
    LoopSocket pull = running.call(() -> open(options("pull").setBind("inproc://name")));
    assertThat(pull.kind()).isEqualTo(SocketKind.PULL);
    assertThat(running.<Object>call(() -> pull.options().get("linger"))).isEqualTo(17);
    running.call(
        () -> {
          sockets.close(pull, 0);
          sockets.close(pull, 0);
          return null;
        });
    assertThat(pull.isClosed()).isTrue();
    assertThat(running.call(() -> open(options("pull").setBind("inproc://name")))).isNotNull();
  }

  @Test
  void shouldLeaveNothingOpenOfOneThatFailed() {
    SocketOptions wrong = options("pull").setBind("inproc://name", "inproc://name");
    assertThat(failure(ZmqFailure.BAD_ENDPOINT, () -> open(wrong)))
        .isEqualTo("socket 'name': bind inproc://name: Address already in use");
    assertThat(running.call(() -> open(options("pull").setBind("inproc://name")))).isNotNull();
  }

  @Test
  void shouldKnowWhetherSomethingIsPending() {
    LoopSocket push = running.call(() -> open(options("push")));
    assertThat(running.call(sockets::hasPending)).isFalse();
    assertThat(running.call(sockets::used)).isEmpty();
    running.call(
        () -> {
          push.traffic().enqueue(new Quiet(push, 1, "x"));
          return null;
        });
    assertThat(running.call(sockets::hasPending)).isTrue();
  }

  @Test
  void shouldAdoptAReadyMadeSocketOnce() {
    try (ZContext owner = new ZContext()) {
      Socket pull = owner.createSocket(SocketType.PULL);
      assertThat(failure(ZmqFailure.WRONG_STATE, () -> adopt(options("push"), pull)))
          .isEqualTo("socket 'name': configured as PUSH, found PULL");
      assertThat(failure(ZmqFailure.WRONG_STATE, () -> adopt(options("pull"), pull)))
          .isEqualTo("opened name");
      assertThat(failure(ZmqFailure.WRONG_STATE, () -> adopt(options("pull"), pull)))
          .isEqualTo("socket 'name': was adopted already, as 'name'");
      running.close();
    }
  }

  @Test
  void shouldLeaveAReadyMadeSocketToItsOwnerIfThatFails() {
    try (ZContext owner = new ZContext()) {
      Socket pull = owner.createSocket(SocketType.PULL);
      assertThat(failure(ZmqFailure.BAD_ENDPOINT, () -> adopt(options("pull").setBind("x"), pull)))
          .startsWith("socket 'name': bind x: allowed are tcp://");
      assertThat(pull.bind("inproc://its.owners")).isTrue();
      assertThat(failure(ZmqFailure.WRONG_STATE, () -> adopt(options("pull"), pull)))
          .isEqualTo("opened name");
      running.close();
    }
  }

  @Test
  void shouldNotAdoptWhatDoesNotTellItsSignals() {
    try (ZContext owner = new ZContext()) {
      Socket server = owner.createSocket(SocketType.SERVER);
      assertThat(failure(ZmqFailure.UNSUPPORTED, () -> adopt(options("server"), server)))
          .startsWith("socket 'name': JeroMQ doesn't tell what signals a ready-made server");
    }
  }

  @Test
  void shouldOpenAPubThatKeepsTheLastIfItConflates() {
    SocketOptions conflating = options("pub").setOption("conflate", true);
    assertThat(running.call(() -> open(conflating).socket().getSocketType()))
        .isEqualTo(SocketType.PUB);
    assertThat(running.call(() -> open(options("pub")).socket().getSocketType()))
        .isEqualTo(SocketType.XPUB);
  }

  @Test
  void shouldNameItsDomainAfterTheLoop() {
    SocketOptions bound = options("pull").setBind("tcp://127.0.0.1:*");
    assertThat(running.<Object>call(() -> open(bound).options().get("zap_domain")))
        .isEqualTo("test.name");
  }

  @Test
  void shouldKnowWhereSomethingWasSent() {
    LoopSocket pull = running.call(() -> open(options("pull").setBind("tcp://127.0.0.1:*")));
    String endpoint = running.call(() -> pull.endpoints().connectable());
    LoopSocket push = running.call(() -> open(options("push").setConnect(endpoint)));
    Eventually.until(() -> "connected", () -> push.peers().count() == 1);
    Eventually.until(() -> "accepted", () -> pull.peers().count() == 1);
    assertThat(running.call(sockets::used)).isEmpty();
    running.call(
        () -> {
          push.traffic().enqueue(new Quiet(push, 1, "x"));
          return null;
        });
    Eventually.until(() -> "sent", () -> push.sent().get() == 1);
    assertThat(running.call(sockets::used))
        .containsExactlyElementsOf(running.call(() -> List.copyOf(push.peers().connections())));
  }

  /** How many signals the loop waits for. */
  private int signals() {
    Object sleeper = Inside.get(PollLoop.class, "sleeper", running.loop());
    if (sleeper instanceof IoSleeper) {
      Object signals = Inside.get(IoSleeper.class, "signals", sleeper);
      var handles = (Map<?, ?>) Inside.get(IoSignals.class, "handles", signals);
      var mailboxes = (Set<?>) Inside.get(IoSignals.class, "mailboxes", signals);
      return handles.size() + mailboxes.size() - 1; // its wake-up's
    }
    return ((Selector) Inside.get(SelectorSleeper.class, "selector", sleeper)).keys().size();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = Leaks.listen(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldLeaveNothingOfAClosedSocket() {
    int port = Leaks.freePort();
    LoopSocket pull = running.call(() -> open(options("pull").setBind("tcp://127.0.0.1:" + port)));
    assertThat(running.call(this::signals)).isEqualTo(1);
    Leaving leaving = running.loop().leaving();
    assertThat(running.call(leaving::isEmpty)).isTrue();
    List<Object> told =
        running.call(
            () -> {
              sockets.close(pull, 0);
              return List.of(signals(), leaving.isEmpty(), isFree(port));
            });
    assertThat(told).containsExactly(0, false, true);
  }

  @Test
  void shouldLeaveNothingAtAReadyMadeSocketIfThatFails() {
    try (ZContext owner = new ZContext()) {
      Socket pull = owner.createSocket(SocketType.PULL);
      SocketOptions wrong = options("pull").setBind("inproc://given.back", "x");
      assertThat(failure(ZmqFailure.BAD_ENDPOINT, () -> adopt(wrong, pull)))
          .startsWith("socket 'name': bind x: allowed are tcp://");
      assertThat(running.call(this::signals)).isZero();
      assertThat(pull.bind("inproc://given.back")).isTrue();
    }
  }

  @Test
  void shouldOpenASocketThatHandshakesAsk() throws Exception {
    CompletableFuture<String> asked = new CompletableFuture<>();
    Receiver receiver =
        new Receiver() {
          @Override
          public int demand() {
            return 1;
          }

          @Override
          public void receive(ZmqMessage message) {
            asked.complete(message.string(1));
          }
        };
    LoopSocket zap = running.call(() -> sockets.openZap(receiver));
    assertThat(zap.kind()).isEqualTo(SocketKind.ROUTER);
    Eventually.until(
        () -> "nothing left to look at", () -> running.call(running.loop().agenda()::isEmpty));
    Socket handshake =
        running.call(() -> running.loop().context().socket(SocketKind.DEALER, false));
    assertThat(handshake.connect("inproc://zeromq.zap.01")).isTrue();
    assertThat(handshake.send("may it?")).isTrue();
    assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo("may it?");
    handshake.close();
  }
}
