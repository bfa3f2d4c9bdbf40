// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import java.util.ArrayList;
import java.util.List;

/** Threads that start together and are waited for; for model checking, too. */
public final class Threads {
  private final List<Thread> threads = new ArrayList<>();

  /** Starts one. */
  public Threads start(Runnable run) {
    Thread thread = new Thread(run);
    threads.add(thread);
    thread.start();
    return this;
  }

  /** Waits until all have ended. */
  public void join() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
