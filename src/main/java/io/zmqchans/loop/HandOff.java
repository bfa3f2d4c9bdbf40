// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * How work reaches the loop: any thread may {@link #offer}; everything else is for the one thread
 * that owns the loop.
 *
 * <p>No wake-up is lost: the producer adds and then reads {@code rest}, the owner sets {@code rest}
 * and then looks at the queue, so one of the two sees the other; and the wake-up is sticky, so it
 * may come before the sleep. None is redundant: the first producer to see the owner at rest takes
 * that back. No item is lost on closing: the owner closes and then drains, the producer adds and
 * then looks for closed, so one of the two finds the item.
 *
 * <p>An owner that takes a nap wakes by itself soon, so a producer may put its wake-up off until it
 * has handed over all that it has: on a core that both share, each wake-up takes the core from the
 * producer for a single item.
 */
public final class HandOff<T> {
  /** What the owner does. */
  private enum Rest {
    NONE,
    NAP,
    SLEEP
  }

  private static final VarHandle REST;

  static {
    try {
      REST = MethodHandles.lookup().findVarHandle(HandOff.class, "rest", Rest.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final Runnable waker;
  private volatile Rest rest = Rest.NONE;
  private volatile boolean closed;

  /**
   * A hand-off to an owner that sleeps in a way that the waker ends.
   *
   * @param waker may be called by any thread, at any time; a call before the sleep must end that
   *     sleep at once
   */
  public HandOff(Runnable waker) {
    this.waker = waker;
  }

  /**
   * Any thread. Gives an item to the owner.
   *
   * @return false if closed: then the owner has not seen the item, and never will
   */
  public boolean offer(T item) {
    return offer(item, Runnable::run);
  }

  /**
   * Any thread. The same.
   *
   * @param later runs the wake-up of an owner that takes a nap, perhaps not at once
   */
  public boolean offer(T item, Executor later) {
    if (closed) {
      return false;
    }
    queue.add(item);
    Rest from = rest;
    if (from != Rest.NONE && REST.compareAndSet(this, from, Rest.NONE)) {
      if (from == Rest.NAP) {
        later.execute(waker);
      } else {
        waker.run();
      }
    }
    return !closed || !queue.remove(item);
  }

  /** Owner. The next item, or null. */
  public T poll() {
    return queue.poll();
  }

  /**
   * Owner. Announces a sleep.
   *
   * @return whether it may sleep: there is no item, and one that comes will wake it
   */
  public boolean park() {
    return rest(Rest.SLEEP);
  }

  /**
   * Owner. Announces a sleep that ends by itself soon.
   *
   * @return whether it may sleep: there is no item, and one that comes will wake it, perhaps later
   */
  public boolean nap() {
    return rest(Rest.NAP);
  }

  private boolean rest(Rest kind) {
    rest = kind;
    if (queue.isEmpty()) {
      return true;
    }
    rest = Rest.NONE;
    return false;
  }

  /** Owner. The sleep is over, or wasn't taken. */
  public void unpark() {
    rest = Rest.NONE;
  }

  /** Owner. Refuses items from now on; those here already are still to be polled. */
  public void close() {
    closed = true;
  }
}
