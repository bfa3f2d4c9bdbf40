// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.RunningLoop;
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
          push.enqueue(new Ignored(push));
          return null;
        });
    assertThat(running.call(sockets::hasPending)).isTrue();
  }

  private static final class Ignored extends Outgoing {
    Ignored(LoopSocket socket) {
      super(socket, ZmqMessage.of("x"));
    }

    @Override
    protected int maxPending() {
      return 1;
    }

    @Override
    protected void accepted() {}

    @Override
    protected void sent() {}

    @Override
    protected void refused(ZmqFailure failure, String why) {}
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
}
