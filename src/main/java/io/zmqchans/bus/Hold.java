// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.zmqchans.loop.PeerInfo;

/**
 * What becomes of a {@link BusDelivery}'s bodies while nobody is registered: they are held, and
 * tried again until somebody is, or not. For the loop thread; {@link #count()} for any.
 */
final class Hold {
  private static final long RETRY_MILLIS = 20;

  private final Outlet outlet;
  private final Dispatch dispatch;
  private final BusDelivery delivery;
  private final Held held = new Held();
  private boolean closed;

  Hold(Outlet outlet, Dispatch dispatch, BusDelivery delivery) {
    this.outlet = outlet;
    this.dispatch = dispatch;
    this.delivery = delivery;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Any thread. How many messages. */
  long count() {
    return held.count();
  }

  /** Nobody is there for it. */
  void absent(long sequence, Object body, PeerInfo sender) {
    switch (closed ? Outlet.Absence.DROP : outlet.absence()) {
      case HOLD -> {
        if (held.isEmpty()) {
          retryLater();
        }
        held.add(new Held.Entry(sequence, body, sender));
      }
      case DROP -> lost(body, "nobody is registered");
      case IGNORE -> {}
    }
  }

  private void lost(Object body, String why) {
    outlet.events().report(Events.Kind.DROPPED, Delivery.count(body), why);
  }

  private boolean fits(Held.Entry entry) {
    return dispatch.available() >= Delivery.count(entry.body());
  }

  /** The bus doesn't tell when somebody registers. */
  private void retryLater() {
    outlet.onLoopAfter(RETRY_MILLIS, this::retry);
  }

  /** Tries the first; the others follow once it is known that somebody was there. */
  private void retry() {
    Held.Entry first = held.first();
    if (first == null) { // closed
      return;
    }
    if (!fits(first)) {
      retryLater();
      return;
    }
    long number = dispatch.next(Delivery.count(first.body()));
    Future<Void> written = dispatch.put(number, first.body(), first.sender());
    if (!dispatch.isKnown(written)) {
      written.onComplete(done -> outlet.onLoop(() -> triedLater(number, first, done.cause())));
      return;
    }
    if (written.failed()) {
      dispatch.undo(first.body(), written.cause());
    }
    tried(first, written.cause());
  }

  private void triedLater(long number, Held.Entry entry, Throwable failure) {
    if (failure != null) {
      dispatch.takeBack(number, Delivery.count(entry.body()));
    }
    tried(entry, failure);
  }

  private void tried(Held.Entry entry, Throwable failure) {
    boolean there = !Outlet.isNobody(failure);
    if (there && held.remove(entry) && failure != null) {
      delivery.drop(entry.body(), failure);
    }
    for (Held.Entry next; there && (next = held.first()) != null && fits(next); ) {
      there = delivery.write(next.sequence(), next.body(), next.sender());
      if (there) {
        held.remove(next);
      }
    }
    if (held.isEmpty()) {
      outlet.onDemand().run();
    } else {
      retryLater();
    }
  }

  /** What is held is lost. */
  void close() {
    closed = true;
    for (Held.Entry next; (next = held.first()) != null; held.remove(next)) {
      lost(next.body(), "the socket was closed before anybody registered");
    }
  }
}
