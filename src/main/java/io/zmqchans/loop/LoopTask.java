// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

/** A piece of work for the loop. Exactly one of its methods is called, once. */
public interface LoopTask {
  /** On the loop thread. Whatever it throws ends the loop. */
  void run();

  /** The loop is closed: on its thread, or on that of whoever submitted the task. */
  void closed();
}
