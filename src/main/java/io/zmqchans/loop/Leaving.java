// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Connections of what was closed, unbound or disconnected. For the loop thread.
 *
 * <p>When that is done in the middle of a peer's handshake, the handshake goes on and may open the
 * pipe on which it asks who gets in after JeroMQ's session was told to end. The session then waits
 * for that pipe for ever: the peer believes itself connected, to nobody, and never tries to connect
 * again. So what is still connected a while after linger is over is cut off. The session itself
 * goes with the verticle.
 */
final class Leaving {
  private static final long GRACE_MILLIS = 250;

  private record Leaver(Runnable cut, long at) {}

  private final Queue<Leaver> leavers = new ArrayDeque<>();

  /** Has them cut off if they are there after they could send for so long. */
  void add(Runnable cut, long lingerMillis) {
    long millis = lingerMillis + GRACE_MILLIS;
    leavers.add(new Leaver(cut, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  boolean isEmpty() {
    return leavers.isEmpty();
  }

  /** To be called every now and then while there are any. */
  void look() {
    if (leavers.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    leavers.removeIf(
        leaver -> {
          boolean over = now - leaver.at > 0;
          if (over) {
            leaver.cut.run();
          }
          return over;
        });
  }
}
