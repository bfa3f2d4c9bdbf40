// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How the loop sleeps until a socket or a producer has something for it. For the loop thread,
 * except {@link #wake()}.
 *
 * <p>JeroMQ's {@code Poller} isn't used: it swallows wake-ups, and asks every idle socket at each
 * call.
 */
final class Sleeper {
  /** About 50 µs on Linux, and the shortest there is. */
  private static final long PAUSE_NANOS = 1;

  private final Consumer<SelectionKey> onSignal = Sleeper::signal; // one object, not one a call
  private volatile Selector selector;
  private int signals;

  void open() throws IOException {
    selector = Selector.open();
  }

  void add(SelectableChannel channel, LoopSocket socket) {
    try {
      channel.register(selector, SelectionKey.OP_READ, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before the socket is closed: afterwards JeroMQ's reaper thread owns the channel. */
  void remove(SelectableChannel channel) {
    if (channel == null) { // its owner closed a socket that was ours
      return;
    }
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
      look();
    }
  }

  /** Any thread. Ends the sleep, or the next one. */
  void wake() {
    selector.wakeup();
  }

  /** Collects signals without sleeping, after a turn that did something. */
  void look() {
    signals = 0;
    select(-1);
  }

  /** Sleeps until a signal, a wake-up or the time is over; 0 is without end. */
  void sleep(long timeoutMillis) {
    if (signals > 1) {
      pauseAfterEmptySignals();
    }
    signals = select(timeoutMillis) > 0 ? signals + 1 : 0;
  }

  /**
   * JeroMQ shows its signal before it lets it be consumed. Whoever wakes in between finds nothing,
   * sees the signal again, and would spin until the signalling thread gets its time slice back,
   * which may be 4 ms: give way instead.
   */
  private static void pauseAfterEmptySignals() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private static void signal(SelectionKey key) {
    ((LoopSocket) key.attachment()).resume();
  }

  private int select(long timeoutMillis) {
    try {
      return timeoutMillis < 0
          ? selector.selectNow(onSignal)
          : selector.select(onSignal, timeoutMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      if (selector != null) {
        selector.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
