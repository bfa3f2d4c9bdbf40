// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ.Socket;

/**
 * Sees to it that new connections aren't overlooked. For the loop thread.
 *
 * <p>JeroMQ sometimes never registers a connection that it has just made: its thread takes the
 * channel's former key, cancelled in the same pass, for the new one, and looks again only when some
 * channel comes or goes (#1022). So one comes and goes.
 */
final class Nudge {
  private static final long MILLIS = 5;

  private final WatchableContext context;
  private final int ioThreads;
  private boolean wanted;
  private long at;

  Nudge(WatchableContext context, int ioThreads) {
    this.context = context;
    this.ioThreads = ioThreads;
  }

  /** There is a new connection: a moment from now. */
  void soon() {
    wanted = true;
    at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
  }

  /** Whether {@link #ifDue()} is to be called every now and then. */
  boolean isWanted() {
    return wanted;
  }

  void ifDue() {
    if (wanted && System.nanoTime() - at > 0) {
      wanted = false;
      now();
    }
  }

  /** Makes each I/O thread go through its channels again. */
  private void now() {
    for (int i = 0; i < ioThreads; i++) {
      Socket nudger = context.socket(SocketType.PAIR);
      nudger.setLinger(0);
      nudger.setAffinity(1L << i);
      nudger.bind("tcp://127.0.0.1:*");
      nudger.close();
    }
  }
}
