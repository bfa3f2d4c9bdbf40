// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.loop.Tally;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * What was received while nobody is registered, in the order of its arrival, in whatever order the
 * bus gives it back. For the loop thread; {@link #count()} for any.
 */
final class Held {
  /** A body, and how many came before it. */
  record Entry(long sequence, Parcel parcel) {}

  private final Queue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::sequence));
  private final Tally count = new Tally();

  void add(Entry entry) {
    entries.add(entry);
    count.add(1);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The first, or null. */
  Entry first() {
    return entries.peek();
  }

  /** Whether it was there. */
  boolean remove(Entry entry) {
    boolean there = entries.remove(entry);
    if (there) {
      count.add(-1);
    }
    return there;
  }

  /** Any thread. */
  long count() {
    return count.get();
  }
}
