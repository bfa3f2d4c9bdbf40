// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.Tally;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * What was received while nobody is registered, in the order of its arrival, in whatever order the
 * bus gives it back. For the loop thread; {@link #count()} for any.
 */
final class Held {
  /** A body, how many came before it, and who sent it, or null. */
  record Entry(long sequence, Object body, PeerInfo sender) {}

  private final Queue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::sequence));
  private final Tally count = new Tally();

  void add(Entry entry) {
    entries.add(entry);
    count.add(Delivery.count(entry.body()));
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
      count.add(-Delivery.count(entry.body()));
    }
    return there;
  }

  /** Any thread. How many messages. */
  long count() {
    return count.get();
  }
}
