// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What handlers of this node took of one channel's messages and that channel wasn't told yet. Any
 * thread may call it.
 */
final class Account {
  /** How the channel is told. */
  interface Teller {
    /**
     * So many were taken, the last of them with this number, if they have numbers. Fails if there
     * is nobody to tell.
     */
    Future<Void> tell(Account account, long count, long upTo);
  }

  private final String node;
  private final long channel;
  private final Teller teller;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong upTo = new AtomicLong();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile long heard = System.nanoTime();

  Account(String node, long channel, Teller teller) {
    this.node = node;
    this.channel = channel;
    this.teller = teller;
  }

  String node() {
    return node;
  }

  long channel() {
    return channel;
  }

  /**
   * Adds what was taken.
   *
   * @return whether the caller is to have {@link #flush} called soon
   */
  boolean add(int messages, long number) {
    upTo.accumulateAndGet(number, Math::max);
    count.addAndGet(messages);
    boolean first = waiting.compareAndSet(false, true);
    if (first) { // the clock isn't asked for each message
      heard = System.nanoTime();
    }
    return first;
  }

  /**
   * Tells; whoever returns from it knows that all added before was told. But a node that has just
   * joined may not be known here yet, and is told with the next.
   */
  synchronized void flush() {
    waiting.set(false);
    long taken = count.getAndSet(0);
    if (taken > 0) {
      teller
          .tell(this, taken, upTo.get())
          .onFailure(e -> count.addAndGet(Outlet.isNobody(e) ? taken : 0));
    }
  }

  /** The channel is there. */
  void hear() {
    heard = System.nanoTime();
  }

  /** When the channel last was there, or something was taken, as by {@code nanoTime}. */
  long heard() {
    return heard;
  }
}
