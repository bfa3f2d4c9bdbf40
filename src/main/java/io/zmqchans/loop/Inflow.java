// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;

/** The tasks that the loop is handed. For the loop thread, except {@link #submit}. */
final class Inflow {
  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);
  private static final int TASKS_PER_TURN = 1024;

  private final HandOff<LoopTask> handOff;

  /** The waker is called as {@link HandOff} says. */
  Inflow(Runnable waker) {
    this.handOff = new HandOff<>(waker);
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

  /** Whether the loop may sleep: there is no task, and one that comes will wake it. */
  boolean park() {
    return handOff.park();
  }

  /** The sleep is over, or wasn't taken. */
  void unpark() {
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
