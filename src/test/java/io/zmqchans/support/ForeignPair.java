// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Two sockets of JeroMQ's in a context of their own; one message is on its way to the first. */
public final class ForeignPair {
  private static final int MILLIS = 20_000;

  private final ZMQ.Context context = ZMQ.context(1);

  /** Bound at {@code inproc://ready}. */
  public final ZMQ.Socket readyMade = open(SocketType.PAIR);

  /** Connected to it. */
  public final ZMQ.Socket peer = open(SocketType.PAIR);

  /** It sends {@code early}. */
  public ForeignPair() {
    readyMade.bind("inproc://ready");
    peer.connect("inproc://ready");
    assertThat(peer.send("early")).isTrue();
  }

  /** One more socket of the context; its calls end after 20 s. */
  public ZMQ.Socket open(SocketType type) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(MILLIS);
    socket.setSendTimeOut(MILLIS);
    return socket;
  }

  /** Nothing that came meanwhile was taken, either. */
  public void expectUsableByItsOwner() {
    assertThat(readyMade.recvStr()).isEqualTo("early");
    assertThat(peer.send("to the owner")).isTrue();
    assertThat(readyMade.recvStr()).isEqualTo("to the owner");
    assertThat(readyMade.send("from the owner")).isTrue();
    assertThat(peer.recvStr()).isEqualTo("from the owner");
    readyMade.close();
  }

  /** Ends the context, which waits for every open socket. */
  public void expectNoneOpen() {
    CountDownLatch ended = new CountDownLatch(1);
    Thread terminator =
        new Thread(
            () -> {
              context.term();
              ended.countDown();
            });
    terminator.setDaemon(true);
    terminator.start();
    try {
      assertThat(ended.await(MILLIS, TimeUnit.MILLISECONDS)).as("all are closed").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
