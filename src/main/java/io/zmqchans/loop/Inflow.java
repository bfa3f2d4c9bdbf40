// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import java.util.concurrent.Executor;

/**
 * The tasks that the loop is handed, and how it rests until there is one, or a socket's signal. For
 * the loop thread, except {@link #submit}.
 */
final class Inflow {
  /** How long the rest after some work is at most: a producer need not wake the loop at once. */
  static final long NAP_MILLIS = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);
  private static final int TASKS_PER_TURN = 1024;

  private final Sleeper sleeper;
  private final HandOff<LoopTask> handOff;
  private boolean lively;

  Inflow(Sleeper sleeper) {
    this.sleeper = sleeper;
    this.handOff = new HandOff<>(sleeper::wake);
  }

  /** Any thread. See {@link PollLoop#submit(LoopTask, Executor)}. */
  void submit(LoopTask task, Executor later) {
    if (!handOff.offer(task, later)) {
      task.closed();
    }
  }

  /** Runs what is there, within a budget; returns how many tasks that were. */
  int run() {
    int count = 0;
    for (LoopTask task; count < TASKS_PER_TURN && (task = handOff.poll()) != null; count++) {
      task.run();
    }
    return count;
  }

  /** The loop has something to do and doesn't rest: collects signals meanwhile. */
  void goOn() {
    lively = true;
    sleeper.look();
  }

  /**
   * Rests until there is something to do, or the time is over; 0 is without end. At first it is a
   * nap.
   */
  void rest(long timeoutMillis) {
    if (lively ? handOff.nap() : handOff.park()) {
      sleeper.sleep(lively ? NAP_MILLIS : timeoutMillis);
    }
    handOff.unpark();
    lively = false;
  }

  /** Refuses tasks from now on, and tells those that are there. */
  void close(String name) {
    handOff.close();
    for (LoopTask task; (task = handOff.poll()) != null; ) {
      try {
        task.closed();
      } catch (RuntimeException e) { // the others are to be told, and the sockets closed
        LOG.warn(name + ": could not tell that the loop is closed", e);
      }
    }
  }
}
