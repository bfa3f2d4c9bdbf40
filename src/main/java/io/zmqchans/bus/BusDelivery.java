// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.zmqchans.loop.PeerInfo;

/**
 * Delivery by {@code send} or {@code publish}. For the loop thread; {@link #taken} and the figures
 * for any. Each body takes a credit, which comes back when a handler takes the body. Without
 * credits, or while nobody is registered, no more are taken.
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
    this.dispatch =
        outlet.vertx().isClustered()
            ? new ClusterDispatch(outlet, publishes)
            : new Dispatch(outlet, publishes);
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
    count++;
    if (!held.isEmpty() || !write(count, body, sender)) {
      absent(count, body, sender);
    }
  }

  /**
   * Any thread. A handler of this node is about to take so many messages.
   *
   * @return how many of them were on their way from here
   */
  int taken(DeliveryContext<Object> delivery, int count) {
    return dispatch.taken(delivery, count);
  }

  /**
   * Hands a body to the bus.
   *
   * @return false if nobody is registered, as far as that is known at once
   */
  private boolean write(long sequence, Object body, PeerInfo sender) {
    long number = dispatch.next(body);
    Future<Void> written = dispatch.put(number, body, sender);
    if (!dispatch.isKnown(written)) {
      written.onFailure(e -> outlet.onLoop(() -> failed(number, sequence, body, sender, e)));
    } else if (written.failed()) {
      dispatch.undo(body, written.cause());
      return !Outlet.isNobody(written.cause()) && drop(body, written.cause());
    }
    return true;
  }

  private void failed(long number, long sequence, Object body, PeerInfo sender, Throwable cause) {
    dispatch.takeBack(number, body);
    if (Outlet.isNobody(cause)) {
      absent(sequence, body, sender);
    } else {
      drop(body, cause);
    }
  }

  private boolean drop(Object body, Throwable cause) {
    Events.Kind kind =
        cause instanceof IllegalArgumentException ? Events.Kind.UNDECODABLE : Events.Kind.DROPPED;
    outlet.events().report(kind, Delivery.count(body), cause.getMessage());
    return true;
  }

  private void absent(long sequence, Object body, PeerInfo sender) {
    switch (closed ? Outlet.Absence.DROP : outlet.absence()) {
      case HOLD -> {
        if (held.isEmpty()) {
          retryLater();
        }
        held.add(new Held.Entry(sequence, body, sender));
      }
      case DROP ->
          outlet.events().report(Events.Kind.DROPPED, Delivery.count(body), "nobody is registered");
      case IGNORE -> {}
    }
  }

  private boolean fits(Held.Entry entry) {
    return dispatch.available() >= Delivery.count(entry.body());
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
    if (!fits(first)) {
      retryLater();
      return;
    }
    long number = dispatch.next(first.body());
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
      dispatch.takeBack(number, entry.body());
    }
    tried(entry, failure);
  }

  private void tried(Held.Entry entry, Throwable failure) {
    boolean there = !Outlet.isNobody(failure);
    if (there && held.remove(entry) && failure != null) {
      drop(entry.body(), failure);
    }
    for (Held.Entry next; there && (next = held.first()) != null && fits(next); ) {
      there = write(next.sequence(), next.body(), next.sender());
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
      outlet.onLoop(dispatch::probe);
    }
  }

  @Override
  public void close() {
    closed = true;
    dispatch.close();
    for (Held.Entry next; (next = held.first()) != null; held.remove(next)) {
      String why = "the socket was closed before anybody registered";
      outlet.events().report(Events.Kind.DROPPED, Delivery.count(next.body()), why);
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
