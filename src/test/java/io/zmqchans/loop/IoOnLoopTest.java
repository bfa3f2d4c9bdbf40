// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.RunningLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;

/** A loop that does JeroMQ's I/O itself. */
class IoOnLoopTest {
  private static final long SECONDS = 20;

  private final Leaks leaks = new Leaks();
  private PollLoop loop;
  private RunningLoop running;

  private void start(boolean signalOrder) {
    loop = new PollLoop("both", 0, 100, signalOrder);
    running = new RunningLoop(loop);
  }

  @AfterEach
  void nothingStays() {
    loop.stop(0);
    running.ended().exceptionally(died -> false).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    leaks.none();
  }

  private static final Receiver TAKER =
      new Receiver() {
        @Override
        public int demand() {
          return 100;
        }

        @Override
        public void receive(ZmqMessage message) {
          // It is counted.
        }
      };

  private LoopSocket open(SocketOptions options) {
    return running.call(() -> loop.sockets().open(options, 0, TAKER, null, socket -> {}));
  }

  /** Without waiting, which the I/O would have to end. */
  private boolean send(LoopSocket socket, byte[] body) {
    return running.call(() -> socket.socket().send(body, ZMQ.DONTWAIT));
  }

  private List<Thread> ioThreads() {
    return leaks.threadsSince().stream()
        .filter(each -> each.getName().startsWith("iothread-"))
        .toList();
  }

  private static SocketOptions dealer() {
    return new SocketOptions().setName("d").setType("dealer");
  }

  @ParameterizedTest(name = "binds: {0}")
  @ValueSource(booleans = {true, false})
  void shouldCarryMessagesBothWaysWithoutAThread(boolean binds) {
    start(true);
    try (ZContext context = new ZContext()) {
      Socket peer = context.createSocket(SocketType.DEALER);
      peer.setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(SECONDS));
      peer.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
      LoopSocket dealer;
      if (binds) {
        dealer = open(dealer().setBind("tcp://127.0.0.1:*"));
        peer.connect(running.call(() -> dealer.endpoints().connectable()));
      } else {
        peer.bind("tcp://127.0.0.1:*");
        dealer = open(dealer().setConnect(peer.getLastEndpoint()));
      }
      assertThat(peer.send("hello")).isTrue(); // what is sent to a connection that hangs is lost
      Eventually.until(() -> "connected", () -> dealer.received().get() == 1);
      int before = ioThreads().size(); // the peer's
      for (int i = 0; i < 1000; i++) {
        byte[] body = {(byte) i, (byte) (i >> 8)};
        Eventually.until(() -> "taken", () -> send(dealer, body));
        assertThat(peer.recv()).isEqualTo(body);
        assertThat(peer.send("back")).isTrue();
      }
      Eventually.until(
          () -> dealer.received().get() + " came", () -> dealer.received().get() == 1001);
      assertThat(before).isEqualTo(1);
      assertThat(ioThreads()).hasSize(before);
    }
  }

  @Test
  void shouldHaveAThreadIfSignalsAreInTheirOwnOrder() {
    start(false);
    open(dealer());
    assertThat(ioThreads()).hasSize(1);
  }

  @Test
  void shouldFreeAPortBeforeItSaysSo() {
    start(true);
    int port = Leaks.freePort();
    for (int i = 0; i < 50; i++) {
      LoopSocket dealer = open(dealer().setBind("tcp://127.0.0.1:" + port));
      boolean unbound =
          running.call(
              () -> {
                dealer.endpoints().unbind(null);
                return dealer.endpoints().bind("tcp://127.0.0.1:" + port) != null;
              });
      assertThat(unbound).isTrue();
      running.call(
          () -> {
            loop.sockets().close(dealer, 0);
            return null;
          });
    }
  }

  @Test
  void shouldBeWokenByWhoeverWasInterrupted() throws Exception {
    start(true);
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      Thread.currentThread().interrupt();
      loop.submit(LoopTask.of(() -> done.complete(true)));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(done.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A turn that dies leaves the I/O to JeroMQ's thread, and waits for the port. */
  @Test
  void shouldCloseAfterATurnThatDied() {
    start(true);
    int port = Leaks.freePort();
    open(dealer().setBind("tcp://127.0.0.1:" + port));
    loop.submit(
        LoopTask.of(
            () -> {
              throw new OutOfMemoryError("as if");
            }));
    assertThatThrownBy(() -> running.ended().get(SECONDS, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    leaks.none(port);
  }

  @Test
  void shouldDieOfWhatTheIoDiesOfAndStillClose() {
    start(true);
    AtomicBoolean full = new AtomicBoolean(true);
    LoopSocket pull =
        open(
            new SocketOptions()
                .setName("pull")
                .setType("pull")
                .setBind("tcp://127.0.0.1:*")
                .setConfigurator(
                    socket ->
                        socket.setMsgAllocator(
                            size -> {
                              if (full.getAndSet(false)) {
                                throw new OutOfMemoryError("as if");
                              }
                              return new Msg(size);
                            })));
    String endpoint = running.call(() -> pull.endpoints().connectable());
    try (ZContext context = new ZContext()) {
      Socket push = context.createSocket(SocketType.PUSH);
      push.setHandshakeIvl(500); // as above
      push.connect(endpoint);
      assertThat(push.send("deadly")).isTrue();
      assertThatThrownBy(() -> running.ended().get(SECONDS, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(OutOfMemoryError.class);
    }
    assertThat(loop.isCrippled()).isFalse();
    assertThat(pull.isClosed()).isTrue();
  }
}
