// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.zmqchans.loop.PeerInfo;

/**
 * Delivery by {@code send} or {@code publish}. For the loop thread; {@link #taken} and the figures
 * for any.
 *
 * <p>Each body takes a credit, which comes back when a handler takes the body. Without credits, or
 * while nobody is registered, no more are taken. A consumer that leaves may leave bodies behind,
 * which Vert.x discards without a word, so when nothing has come back for a while a {@link Probe}
 * finds out.
 */
final class BusDelivery implements Delivery {
  private static final long ABSENCE_RETRY_MILLIS = 20;

  private final Outlet outlet;
  private final Dispatch dispatch;
  private final Progress progress = new Progress();
  private final Held held = new Held();
  private long count;
  private boolean closed;

  BusDelivery(Outlet outlet, boolean publishes) {
    this.outlet = outlet;
    this.dispatch = new Dispatch(outlet, publishes);
  }

  String address() {
    return outlet.address();
  }

  @Override
  public int available() {
    return held.isEmpty() ? dispatch.available() : 0;
  }

  @Override
  public void deliver(Object body, PeerInfo sender) {
    Parcel parcel = new Parcel(body, sender);
    count++;
    if (!held.isEmpty() || !write(count, parcel)) {
      absent(count, parcel);
    }
  }

  /** Any thread. A handler of this node is about to take a message; false if none is on its way. */
  boolean taken(DeliveryContext<Object> delivery) {
    return dispatch.taken(delivery);
  }

  /**
   * Hands a body to the bus.
   *
   * @return false if nobody is registered, as far as that is known at once
   */
  private boolean write(long sequence, Parcel parcel) {
    long number = dispatch.next();
    Future<Void> written = dispatch.put(number, parcel);
    if (!written.isComplete()) {
      written.onFailure(e -> outlet.onLoop(() -> failed(number, sequence, parcel, e)));
    } else if (written.failed()) {
      dispatch.undo(written.cause());
      return !Outlet.isNobody(written.cause()) && drop(written.cause());
    }
    return true;
  }

  private void failed(long number, long sequence, Parcel parcel, Throwable cause) {
    dispatch.takeBack(number);
    if (Outlet.isNobody(cause)) {
      absent(sequence, parcel);
    } else {
      drop(cause);
    }
  }

  private boolean drop(Throwable cause) {
    Events.Kind kind =
        cause instanceof IllegalArgumentException ? Events.Kind.UNDECODABLE : Events.Kind.DROPPED;
    outlet.events().report(kind, cause.getMessage());
    return true;
  }

  private void absent(long sequence, Parcel parcel) {
    switch (closed ? Outlet.Absence.DROP : outlet.absence()) {
      case HOLD -> {
        if (held.isEmpty()) {
          retryLater();
        }
        held.add(new Held.Entry(sequence, parcel));
      }
      case DROP -> outlet.events().report(Events.Kind.DROPPED, "nobody is registered");
      case IGNORE -> {}
    }
  }

  /** The bus doesn't tell when somebody registers. */
  private void retryLater() {
    outlet.onLoopAfter(ABSENCE_RETRY_MILLIS, this::retry);
  }

  /** Tries the first; the others follow once it is known that somebody was there. */
  private void retry() {
    Held.Entry first = held.first();
    if (first == null) { // closed
      return;
    }
    if (dispatch.available() == 0) {
      retryLater();
      return;
    }
    long number = dispatch.next();
    Future<Void> written = dispatch.put(number, first.parcel());
    if (!written.isComplete()) {
      written.onComplete(done -> outlet.onLoop(() -> triedLater(number, first, done.cause())));
      return;
    }
    if (written.failed()) {
      dispatch.undo(written.cause());
    }
    tried(first, written.cause());
  }

  private void triedLater(long number, Held.Entry entry, Throwable failure) {
    if (failure != null) {
      dispatch.takeBack(number);
    }
    tried(entry, failure);
  }

  private void tried(Held.Entry entry, Throwable failure) {
    boolean there = !Outlet.isNobody(failure);
    if (there && held.remove(entry) && failure != null) {
      drop(failure);
    }
    for (Held.Entry next; there && (next = held.first()) != null && dispatch.available() > 0; ) {
      there = write(next.sequence(), next.parcel());
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

  @Override
  public void check() {
    if (progress.isMissing(dispatch.credits())) {
      if (dispatch.credits().isStarving()) {
        outlet.events().report(Events.Kind.STALLED, "maxInFlight messages wait for consumers");
      }
      outlet.onLoop(this::probe);
    }
  }

  private void probe() {
    long before = dispatch.last();
    Runnable settle = () -> outlet.onLoop(() -> settle(before));
    if (!Probe.send(outlet.vertx(), outlet.address(), settle)) {
      dispatch.writeOff(before);
    }
  }

  /** Every message up to that one was taken or discarded; nothing is known of later ones. */
  private void settle(long number) {
    if (dispatch.last() == number) {
      dispatch.writeOff(number);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Held.Entry next; (next = held.first()) != null; held.remove(next)) {
      outlet
          .events()
          .report(Events.Kind.DROPPED, "the socket was closed before anybody registered");
    }
  }

  @Override
  public long delivered() {
    return dispatch.delivered();
  }

  @Override
  public long inFlight() {
    return dispatch.credits().inFlight() + held.count();
  }

  @Override
  public long redelivered() {
    return 0;
  }

  @Override
  public boolean isPaused() {
    return dispatch.credits().isStarving() || held.count() > 0;
  }
}
