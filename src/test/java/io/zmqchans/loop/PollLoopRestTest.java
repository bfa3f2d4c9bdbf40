// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.support.Eventually;
import io.zmqchans.support.RunningLoop;
import io.zmqchans.support.Signals;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;
import zmq.IMailbox;

/** What a running loop does without being handed anything, and how it rests. */
class PollLoopRestTest {
  private static final int SECONDS = 20;

  private final RunningLoop running = new RunningLoop();
  private final PollLoop loop = running.loop();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch tried = new CountDownLatch(1);
  private boolean busy;

  @AfterEach
  void close() {
    running.close();
  }

  /** Without handing the loop anything, which would wake it. */
  private boolean isDone() throws InterruptedException {
    return done.await(SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void shouldCutOffWhatLeaves() throws Exception {
    running.call(
        () -> {
          loop.leaving().add(done::countDown, 0);
          return null;
        });
    assertThat(isDone()).isTrue();
  }

  @Test
  void shouldNudge() {
    IMailbox[] mailboxes =
        running.call(
            () -> {
              Socket socket = loop.context().socket(SocketKind.PULL, false);
              socket.close();
              return Inside.mailboxes(socket);
            });
    int ioThread = 2;
    AtomicLong signals =
        (AtomicLong) Inside.get(mailboxes[ioThread].getClass(), "counter", mailboxes[ioThread]);
    assertThat(signals).hasValue(0);
    running.call(
        () -> {
          loop.context().nudge().soon();
          return null;
        });
    Eventually.until(
        () -> "the nudge",
        () -> Signals.IO_THREADS == 0 ? !loop.context().nudge().isWanted() : signals.get() > 0);
  }

  @Test
  void shouldTryAgainWhatHasNoSignal() throws Exception {
    LoopSocket push =
        running.call(
            () ->
                loop.sockets()
                    .open(
                        new SocketOptions().setName("push").setType("push"),
                        0,
                        Receiver.NOBODY,
                        null,
                        socket -> {}));
    running.call(
        () -> {
          push.traffic().enqueue(new Tried(push));
          return null;
        });
    assertThat(tried.await(SECONDS, TimeUnit.SECONDS)).isTrue();
    running.call(
        () -> {
          counting = true;
          loop.agenda().retry(push.traffic());
          return null;
        });
    assertThat(isDone()).isTrue();
  }

  private boolean counting;

  private final class Tried extends Quiet {
    Tried(LoopSocket socket) {
      super(socket, 1, "x");
    }

    @Override
    protected IfBlocked ifBlocked() {
      tried.countDown();
      if (counting) {
        done.countDown();
      }
      return IfBlocked.WAIT;
    }
  }

  private LoopSocket pull() {
    Receiver receiver =
        new Receiver() {
          @Override
          public int demand() {
            return 1;
          }

          @Override
          public void receive(ZmqMessage message) {
            done.countDown();
          }
        };
    return running.call(
        () ->
            loop.sockets()
                .open(
                    new SocketOptions()
                        .setName("pull")
                        .setType("pull")
                        .setBind("tcp://127.0.0.1:*"),
                    0,
                    receiver,
                    null,
                    socket -> {}));
  }

  private void send(LoopSocket pull) throws Exception {
    String endpoint = running.call(() -> pull.endpoints().connectable());
    Eventually.until(() -> "nothing left to look at", () -> running.call(loop.agenda()::isEmpty));
    try (ZContext context = new ZContext()) {
      Socket push = context.createSocket(SocketType.PUSH);
      push.setHandshakeIvl(500); // a connect that hangs (#1022) is tried again
      push.connect(endpoint);
      assertThat(push.send("x")).isTrue();
      assertThat(isDone()).isTrue();
    }
  }

  @Test
  void shouldBeWokenByASocket() throws Exception {
    send(pull());
  }

  @Test
  void shouldSeeASignalWhileItIsBusy() throws Exception {
    LoopSocket pull = pull();
    running.call(
        () -> {
          busy = true;
          goOn();
          return null;
        });
    send(pull);
    running.call(() -> busy = false);
  }

  private void goOn() {
    if (busy) {
      loop.submit(LoopTask.of(this::goOn));
    }
  }
}
