// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;

/**
 * The tasks that the loop is handed, and how it rests until there is one, or a socket's signal. For
 * the loop thread, except {@link #submit}.
 */
final class Inflow {
  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);
  private static final int TASKS_PER_TURN = 1024;

  private final Sleeper sleeper;
  private final HandOff<LoopTask> handOff;

  Inflow(Sleeper sleeper) {
    this.sleeper = sleeper;
    this.handOff = new HandOff<>(sleeper::wake);
  }

  /** Any thread. See {@link PollLoop#submit}. */
  void submit(LoopTask task) {
    if (!handOff.offer(task)) {
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

  /** Rests until there is something to do, or the time is over; 0 is without end. */
  void rest(long timeoutMillis) {
    if (handOff.park()) {
      sleeper.sleep(timeoutMillis);
    }
    handOff.unpark();
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
