// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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
  private final LonelyCounter taken = new LonelyCounter();
  private final LonelyCounter returned = new LonelyCounter();

  /** So many were taken, at least: whoever gives back looks at {@code taken} only beyond that. */
  private final LonelyCounter seen = new LonelyCounter();

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

  /** Taker. Takes some of those available; returns how many it has taken so far, these included. */
  public long take(int n) {
    long now = taken.getPlain() + n;
    taken.lazySet(now);
    return now;
  }

  /** Taker. Undoes the last {@link #take}, of which nobody else knows. */
  public void untake(int n) {
    taken.set(taken.getPlain() - n);
    seen.set(0);
  }

  /**
   * Any thread. Gives so many back, or as many as are out.
   *
   * @return how many that were
   */
  public int giveBack(int n) {
    long before;
    long after;
    do {
      before = returned.get();
      after = takenUpTo(before + n);
      if (after <= before) {
        return 0;
      }
    } while (!returned.compareAndSet(before, after));
    refill();
    return (int) (after - before);
  }

  /**
   * Any thread. Gives back all up to the one with this number, as far as they aren't back yet.
   *
   * @return how many that were
   */
  public long giveBackTo(long number) {
    long to = takenUpTo(number);
    long before = returned.getAndAccumulate(to, Math::max);
    if (before < to) {
      refill();
    }
    return Math.max(0, to - before);
  }

  /** That number, or how many have been taken if these are less. */
  private long takenUpTo(long number) {
    long known = seen.get();
    if (number > known) {
      known = taken.get();
      seen.set(known);
      if (taken.get() < known) { // undone: whoever did it cleared this before, or does so now
        seen.set(0);
      }
    }
    return Math.min(number, known);
  }

  private void refill() {
    if (starving && inFlight() <= limit / 2 && STARVING.compareAndSet(this, true, false)) {
      onRefill.run();
    }
  }

  /** Any thread. Whether the taker waits for credits. */
  public boolean isStarving() {
    return starving;
  }

  /** Any thread. How many are taken and not given back. */
  public int inFlight() {
    long back = returned.get(); // first, so that the difference isn't negative
    // Some may come and go in between; and a giver may be ahead of an untake.
    return (int) Math.max(0, Math.min(taken.get() - back, limit));
  }

  /** Any thread. How many have ever been taken. */
  public long taken() {
    return taken.get();
  }

  /** Any thread. How many have ever been given back. */
  public long returned() {
    return returned.get();
  }
}
