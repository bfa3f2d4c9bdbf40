// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

/** How long to wait before a body is delivered again. Any thread may {@link #reset()} it. */
final class Pause {
  private static final long FIRST_MILLIS = 20;
  private static final long LAST_MILLIS = 1000;

  private volatile long millis = FIRST_MILLIS;

  /** Loop thread. Twice the last, up to 1 s. */
  long next() {
    long now = millis;
    millis = Math.min(2 * now, LAST_MILLIS);
    return now;
  }

  /** Somebody takes bodies: the next is the first again, 20 ms. */
  void reset() {
    millis = FIRST_MILLIS;
  }
}
