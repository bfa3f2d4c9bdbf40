// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until TCP has what JeroMQ has to send. For the loop thread.
 *
 * <p>When a socket is closed, JeroMQ ends a connection as soon as it has taken the last message
 * from the pipe, and what it has encoded by then and TCP has no room for is lost, whatever {@code
 * linger} says. JeroMQ writes whenever there is room, so a connection that has room for a while has
 * nothing left to write.
 */
final class Drain {
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(2_500);
  private static final int LOOKS = 4;

  private Drain() {}

  /** Until each of the connections has room, or is closed, or the time has come. */
  static void await(Collection<SelectableChannel> connections, long nanoTime) {
    if (connections.isEmpty()) {
      return;
    }
    try (Selector selector = Selector.open()) {
      for (SelectableChannel each : connections) {
        register(selector, each);
      }
      for (int calm = 0; calm < LOOKS && System.nanoTime() < nanoTime; ) {
        LockSupport.parkNanos(LOOK_NANOS);
        calm = haveAllRoom(selector) ? calm + 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void register(Selector selector, SelectableChannel connection) {
    try {
      connection.register(selector, SelectionKey.OP_WRITE);
    } catch (ClosedChannelException e) {
      // Nothing goes there any more.
    }
  }

  private static boolean haveAllRoom(Selector selector) throws IOException {
    selector.selectedKeys().clear();
    selector.selectNow();
    return selector.keys().stream()
        .filter(SelectionKey::isValid)
        .allMatch(selector.selectedKeys()::contains);
  }
}
