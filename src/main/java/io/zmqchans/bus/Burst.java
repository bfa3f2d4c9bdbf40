// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Handler;
import io.zmqchans.loop.PeerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bodies that were received in one go, for a {@link Ferry}. The loop thread loads it, and then the
 * event loop that it is handled on sends it, unless the loop thread takes it back before. What is
 * left once it {@link #isOver} is the loop thread's.
 */
final class Burst implements Handler<Void> {
  private final Ferry ferry;
  private final long firstSequence;
  private final List<Object> bodies = new ArrayList<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private List<PeerInfo> senders; // null while none is known
  private int messages;
  private int next;
  private volatile boolean over;

  Burst(Ferry ferry, long firstSequence) {
    this.ferry = ferry;
    this.firstSequence = firstSequence;
  }

  void add(Object body, PeerInfo senderOrNull) {
    if (senderOrNull != null && senders == null) {
      senders = new ArrayList<>();
    }
    if (senders != null) {
      while (senders.size() < bodies.size()) {
        senders.add(null);
      }
      senders.add(senderOrNull);
    }
    bodies.add(body);
    messages += Delivery.count(body);
  }

  boolean isSingle() {
    return bodies.size() == 1;
  }

  /** How many of ZeroMQ's are left in it. */
  int messages() {
    return messages;
  }

  private PeerInfo sender(int i) {
    return senders == null ? null : senders.get(i);
  }

  /** The event loop. */
  @Override
  public void handle(Void nothing) {
    if (!claimed.compareAndSet(false, true)) {
      return;
    }
    try {
      while (next < bodies.size() && !ferry.isStopped()) {
        Object body = bodies.get(next);
        if (!ferry.send(firstSequence + next, body, sender(next))) {
          break;
        }
        messages -= Delivery.count(body);
        next++;
      }
    } finally {
      over = true;
      ferry.over();
    }
  }

  /** Unless it is being sent, it isn't any more. */
  void takeBack() {
    if (claimed.compareAndSet(false, true)) {
      over = true;
    }
  }

  /** Whether nothing more of it will be sent elsewhere. */
  boolean isOver() {
    return over;
  }

  /** Whether all of it was sent. */
  boolean isDone() {
    return over && next == bodies.size();
  }

  /** Gives away what is left. */
  void give(BusDelivery delivery) {
    for (; next < bodies.size(); next++) {
      delivery.give(firstSequence + next, bodies.get(next), sender(next));
    }
  }
}
