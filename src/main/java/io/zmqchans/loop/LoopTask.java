// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

/** A piece of work for the loop. Exactly one of its methods is called, once. */
public interface LoopTask {
  /** On the loop thread. Whatever it throws ends the loop. */
  void run();

  /** The loop is closed: on its thread, or on that of whoever submitted the task. */
  void closed();

  /** Work that is pointless once the loop is closed. */
  static LoopTask of(Runnable work) {
    return of(work, () -> {});
  }

  /** Work, and what is to be done instead once the loop is closed. */
  static LoopTask of(Runnable work, Runnable ifClosed) {
    return new LoopTask() {
      @Override
      public void run() {
        work.run();
      }

      @Override
      public void closed() {
        ifClosed.run();
      }
    };
  }
}
