// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many messages may still be handed to the bus. One thread, the loop's, takes credits; any
 * thread gives them back.
 *
 * <p>Whoever finds none left is told when half of them are back, exactly once: the taker announces
 * that it starves and then looks again, the giver gives and then looks whether somebody starves, so
 * one of the two sees the other.
 */
public final class Credits {
  private static final VarHandle STARVING;

  static {
    try {
      STARVING = MethodHandles.lookup().findVarHandle(Credits.class, "starving", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int limit;
  private final Runnable onRefill;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong returned = new AtomicLong();
  private volatile boolean starving;

  /**
   * All credits are there.
   *
   * @param onRefill called on a giver's thread
   */
  public Credits(int limit, Runnable onRefill) {
    this.limit = limit;
    this.onRefill = onRefill;
  }

  /** Taker. How many are left; after 0 it is called back. */
  public int available() {
    int free = limit - inFlight();
    if (free > 0) {
      return free;
    }
    starving = true;
    free = limit - inFlight();
    if (free > 0) {
      starving = false;
    }
    return Math.max(free, 0);
  }

  /** Taker. Takes one of those available. */
  public void take() {
    taken.lazySet(taken.getPlain() + 1);
  }

  /** Taker. Undoes a {@link #take}. */
  public void untake() {
    taken.lazySet(taken.getPlain() - 1);
  }

  /**
   * Any thread. Gives one back.
   *
   * @return false if none is out
   */
  public boolean giveBack() {
    long before;
    do {
      before = returned.get();
      if (taken.get() <= before) {
        return false;
      }
    } while (!returned.compareAndSet(before, before + 1));
    if (starving && inFlight() <= limit / 2 && STARVING.compareAndSet(this, true, false)) {
      onRefill.run();
    }
    return true;
  }

  /** Any thread. Whether the taker waits for credits. */
  public boolean isStarving() {
    return starving;
  }

  /** Any thread. How many are taken and not given back. */
  public int inFlight() {
    return (int) (taken.get() - returned.get());
  }

  /** Any thread. How many have ever been given back. */
  public long returned() {
    return returned.get();
  }
}
