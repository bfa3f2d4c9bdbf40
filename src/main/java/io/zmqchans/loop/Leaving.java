// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Closed sockets that may still have connections. For the loop thread.
 *
 * <p>When a JeroMQ socket is closed in the middle of a peer's handshake, the handshake goes on and
 * may open the pipe on which it asks who gets in after its session was told to end. The session
 * then waits for that pipe for ever: the peer believes itself connected, to nobody, and never tries
 * to connect again. So what is still connected a while after linger is over is cut off.
 */
final class Leaving {
  private static final long GRACE_MILLIS = 250;

  private record Socket(Peers peers, long cutAt) {}

  private final Queue<Socket> sockets = new ArrayDeque<>();

  /** A socket was closed, and may go on sending for so long. */
  void add(Peers peers, long lingerMillis) {
    long millis = lingerMillis + GRACE_MILLIS;
    sockets.add(new Socket(peers, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  boolean isEmpty() {
    return sockets.isEmpty();
  }

  /** To be called every now and then while there are any. */
  void look() {
    long now = System.nanoTime();
    sockets.removeIf(
        socket -> {
          boolean over = now - socket.cutAt > 0;
          if (over) {
            socket.peers.leave();
          }
          return over;
        });
  }
}
