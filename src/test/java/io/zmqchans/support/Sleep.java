// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

/** A sleep as sticky as a selector's: a wake-up ends the sleep under way, or else the next one. */
public final class Sleep {
  private boolean awake;
  private int wakeUps;

  /** Any thread. */
  public synchronized void wake() {
    awake = true;
    wakeUps++;
    notifyAll();
  }

  /** Returns after a wake-up, and uses it up. */
  public synchronized void sleep() {
    while (!awake) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    awake = false;
  }

  /** How many wake-ups there have been. */
  public synchronized int wakeUps() {
    return wakeUps;
  }
}
