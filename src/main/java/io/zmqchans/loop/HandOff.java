// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How work reaches the loop: any thread may {@link #offer}; everything else is for the one thread
 * that owns the loop.
 *
 * <p>No wake-up is lost: the producer adds and then reads {@code parked}, the owner sets {@code
 * parked} and then looks at the queue, so one of the two sees the other; and the wake-up is sticky,
 * so it may come before the sleep. None is redundant: the first producer to see {@code parked}
 * takes it back. No item is lost on closing: the owner closes and then drains, the producer adds
 * and then looks for closed, so one of the two finds the item.
 */
public final class HandOff<T> {
  private static final VarHandle PARKED;

  static {
    try {
      PARKED = MethodHandles.lookup().findVarHandle(HandOff.class, "parked", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final Runnable waker;
  private volatile boolean parked;
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
    if (closed) {
      return false;
    }
    queue.add(item);
    if (parked && PARKED.compareAndSet(this, true, false)) {
      waker.run();
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
    parked = true;
    if (queue.isEmpty()) {
      return true;
    }
    parked = false;
    return false;
  }

  /** Owner. The sleep is over, or wasn't taken. */
  public void unpark() {
    parked = false;
  }

  /** Owner. Refuses items from now on; those here already are still to be polled. */
  public void close() {
    closed = true;
  }
}
