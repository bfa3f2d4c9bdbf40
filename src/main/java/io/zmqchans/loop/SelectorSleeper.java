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
 * Sleeps on a selector of the loop's own, while JeroMQ's threads do the I/O. For the loop thread,
 * except {@link #wake()}.
 *
 * <p>JeroMQ's {@code ZMQ.Poller} isn't used: it swallows wake-ups, and asks every idle socket at
 * each call.
 */
final class SelectorSleeper implements Sleeper {
  /** About 50 µs on Linux, and the shortest there is. */
  private static final long PAUSE_NANOS = 1;

  private final Consumer<SelectionKey> onSignal =
      SelectorSleeper::signal; // one object, not one a call
  private volatile Selector selector;
  private int signals;

  @Override
  public void open() throws IOException {
    selector = Selector.open();
  }

  @Override
  public void add(LoopSocket socket) {
    add(socket.channel(), socket);
  }

  void add(SelectableChannel channel, LoopSocket socket) {
    try {
      channel.register(selector, SelectionKey.OP_READ, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove(LoopSocket socket) {
    remove(socket.channel());
  }

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

  @Override
  public void wake() {
    selector.wakeup();
  }

  @Override
  public void run(PollLoop loop) {
    while (!loop.isOver()) {
      boolean busy = loop.turn() > 0 || !loop.agenda().isEmpty();
      if (busy) {
        look();
      } else {
        rest(loop);
      }
    }
  }

  private void rest(PollLoop loop) {
    if (loop.inflow().park()) {
      sleep(loop.hasTimers() ? RETRY_MILLIS : 0);
    }
    loop.inflow().unpark();
    loop.agenda().retry();
  }

  @Override
  public void await() {
    pause();
  }

  /** Gives way, for as short a time as there is. */
  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  /** Collects signals without sleeping, after a turn that did something. */
  void look() {
    signals = 0;
    select(-1);
  }

  /** Sleeps until a signal, a wake-up or the time is over; 0 is without end. */
  void sleep(long timeoutMillis) {
    if (signals > 1) {
      // JeroMQ shows its signal before it lets it be consumed. Whoever wakes in between finds
      // nothing, sees the signal again, and would spin until the signalling thread gets its time
      // slice back, which may be 4 ms.
      pause();
    }
    signals = select(timeoutMillis) > 0 ? signals + 1 : 0;
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

  @Override
  public void close() {
    try {
      if (selector != null) {
        selector.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
