// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

/** Notices that consumers take nothing. For the hub's context, every {@link #TICK_MILLIS}. */
final class Progress {
  static final long TICK_MILLIS = 500;
  private static final int FIRST = 2;
  private static final int LAST = 10;

  private long taken;
  private long returned;
  private int still;
  private int patience = FIRST;

  /**
   * Whether it is time to look into it: after 1 s without any change, then 2 s, up to every 5 s.
   */
  boolean isMissing(Credits credits) {
    boolean changed = taken != credits.taken() || returned != credits.returned();
    taken = credits.taken();
    returned = credits.returned();
    if (changed || credits.inFlight() == 0) {
      still = 0;
      patience = FIRST;
      return false;
    }
    if (++still < patience) {
      return false;
    }
    still = 0;
    patience = Math.min(2 * patience, LAST);
    return true;
  }
}
