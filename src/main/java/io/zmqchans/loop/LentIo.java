// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.Selector;
import zmq.Ctx;
import zmq.poll.Poller;

/**
 * The work of a context's one I/O thread, for another thread to do for a while. For the thread that
 * opens the context's first socket.
 *
 * <p>JeroMQ asks the context for each of its threads. The one for I/O is there then, but doesn't
 * start, until whoever runs its {@link #poller()} instead gives it back.
 */
final class LentIo {
  private static final String NAME = "iothread-";

  /** What JeroMQ believes to be its thread. */
  private static final class Owner extends Thread {
    private boolean mayStart;

    Owner(Runnable poller, String name) {
      super(poller, name);
      setDaemon(true);
    }

    @Override
    public synchronized void start() {
      if (mayStart) {
        super.start();
      }
    }

    synchronized void startNow() {
      if (!mayStart) {
        mayStart = true;
        start();
      }
    }
  }

  private Poller poller;
  private Owner owner;
  private Selector selector;
  private Runnable onInterrupt = () -> {};

  /**
   * Whether another thread may. JeroMQ asserts that none does; {@link ZmqContext} says that nobody
   * is to check it, which comes too late for those who used JeroMQ before with {@code -ea}.
   */
  static boolean isPossible() {
    Class<?> base = Poller.class.getSuperclass();
    try {
      Field disabled = base.getDeclaredField("$assertionsDisabled");
      return disabled.trySetAccessible()
          ? disabled.getBoolean(null)
          : !base.desiredAssertionStatus();
    } catch (ReflectiveOperationException e) {
      return true; // there is nothing to check
    }
  }

  LentIo(Ctx context) {
    var threads = context.getThreadFactory();
    context.setThreadFactory(
        (work, name) -> {
          if (!name.startsWith(NAME)) {
            return threads.apply(work, name);
          }
          poller = (Poller) work;
          owner = new Owner(work, name);
          owner.setUncaughtExceptionHandler(context.getUncaughtExceptionHandler());
          return owner;
        });
  }

  /** What does the I/O. Null before the first socket. */
  Poller poller() {
    return poller;
  }

  /** Has this run when the poller finds that the thread was interrupted. */
  void onInterrupt(Runnable action) {
    onInterrupt = action;
  }

  /** Lets go of channels that were closed, whose ports are taken as long. */
  void letGo() throws IOException {
    selector.selectNow();
    selector.selectedKeys().clear(); // they are found again
  }

  /** Gives it back: JeroMQ's thread starts, if it hasn't. */
  void giveBack() {
    if (owner != null) {
      owner.startNow();
    }
  }

  /** A selector was created: the first after the poller is its own. */
  void created(Selector created) {
    if (poller != null && selector == null) {
      selector = created;
    }
  }

  /** The poller replaces its selector if that often finds nothing, as with an interrupt. */
  void closes(Selector closed, Selector newest) {
    if (closed == selector && !owner.mayStart) {
      selector = newest;
      if (Thread.currentThread().isInterrupted()) {
        onInterrupt.run();
      }
    }
  }
}
