// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmqchans.SocketOptions;
import io.zmqchans.support.Leaks;
import io.zmqchans.support.RunningLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** How a loop stops while something is still to be sent. */
class PollLoopStopTest {
  private static final int MINUTE = 60_000;
  private static final int SECONDS = 20;

  private final RunningLoop running = new RunningLoop();
  private final PollLoop loop = running.loop();
  private ZContext context;
  private Socket pull;

  @BeforeEach
  void openPeer() {
    context = new ZContext();
    pull = context.createSocket(SocketType.PULL);
    pull.setReceiveTimeOut(SECONDS * 1000);
  }

  @AfterEach
  void close() {
    running.close();
    context.close();
  }

  private LoopSocket open(SocketOptions options) {
    options.setName("push").setType("push");
    return running.call(
        () -> loop.sockets().open(options, MINUTE, Receiver.NOBODY, null, socket -> {}));
  }

  private void send(LoopSocket push, int count, int size) {
    running.call(
        () -> {
          for (int i = 0; i < count; i++) {
            push.traffic().enqueue(new Quiet(push, 1000, (Object) new byte[size]));
          }
          return null;
        });
  }

  @Test
  void shouldStopInTimeWithWhatZeroMqDoesNotTake() {
    send(open(new SocketOptions()), 1, 1);
    loop.stop(200);
    loop.stop(10 * MINUTE);
    running.awaitEnd();
  }

  @Test
  void shouldStopSoonerIfToldTo() {
    send(open(new SocketOptions()), 1, 1);
    loop.stop(10 * MINUTE);
    loop.stop(0);
    running.awaitEnd();
  }

  @Test
  void shouldStopInTimeWithWhatNobodyFetches() {
    String nobody = "tcp://127.0.0.1:" + Leaks.freePort();
    send(open(new SocketOptions().setConnect(nobody).setOption("linger", MINUTE)), 1, 1);
    loop.stop(0);
    running.awaitEnd();
  }

  /** JeroMQ has the last of them encoded, in many a size, when the socket has nothing left. */
  @ParameterizedTest
  @ValueSource(ints = {3000, 4000, 6000, 7000, 8000, 10_000})
  void shouldGoOnUntilTcpHasIt(int size) {
    int count = 50;
    pull.setRcvHWM(1);
    pull.setReceiveBufferSize(4096);
    int port = pull.bindToRandomPort("tcp://127.0.0.1");
    SocketOptions options =
        new SocketOptions()
            .setConnect("tcp://127.0.0.1:" + port)
            .setOption("sndhwm", 1)
            .setOption("sndbuf", 4096);
    send(open(options), count, size);
    loop.stop(MINUTE);
    for (int i = 0; i < count; i++) {
      assertThat(pull.recv()).as("message " + i).hasSize(size);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2)); // a slow peer's work
    }
    running.awaitEnd();
  }
}
