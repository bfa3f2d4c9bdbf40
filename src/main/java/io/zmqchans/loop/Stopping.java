// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.util.concurrent.TimeUnit;

/** Whether the loop is to stop, and how long it may take. For the loop thread. */
final class Stopping {
  private boolean asked;
  private long at;

  /** At that {@link System#nanoTime()} at the latest, or earlier if that was said before. */
  void by(long nanoTime) {
    at = asked ? Math.min(at, nanoTime) : nanoTime;
    asked = true;
  }

  boolean isAsked() {
    return asked;
  }

  boolean hasTime() {
    return System.nanoTime() < at;
  }

  long at() {
    return at;
  }

  /** What is left of it; 0 or more. */
  int millisLeft() {
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
  }
}
