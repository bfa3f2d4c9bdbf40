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
  private final Outlet outlet;
  private final Dispatch dispatch;
  private final Ferry ferry;
  private final Hold hold;
  private final Progress progress = new Progress();
  private final LonelyCounter count = new LonelyCounter(); // this object is read for each message

  BusDelivery(Outlet outlet, boolean publishes) {
    boolean clustered = outlet.vertx().isClustered();
    this.outlet = outlet;
    this.dispatch =
        clustered ? new ClusterDispatch(outlet, publishes) : new Dispatch(outlet, publishes);
    // What becomes of them is known at once only of what is sent on this node.
    this.ferry = clustered || publishes ? null : new Ferry(outlet, dispatch, this);
    this.hold = new Hold(outlet, dispatch, this);
  }

  String address() {
    return outlet.address();
  }

  @Override
  public int available() {
    if (!hold.isEmpty()) {
      return 0;
    }
    int free = dispatch.available();
    return ferry == null ? free : Math.max(0, free - ferry.loaded());
  }

  @Override
  public void deliver(Object body, PeerInfo sender) {
    long sequence = count.getPlain() + 1;
    count.setPlain(sequence);
    if (ferry != null && hold.isEmpty() && ferry.takes(sequence)) {
      ferry.load(sequence, body, sender);
    } else {
      give(sequence, body, sender);
    }
  }

  @Override
  public void flush() {
    if (ferry != null) {
      ferry.depart(count.getPlain());
    }
  }

  /** From this thread, now, unless others have to wait, too. */
  void give(long sequence, Object body, PeerInfo sender) {
    if (!hold.isEmpty() || !write(sequence, body, sender)) {
      hold.absent(sequence, body, sender);
    }
  }

  /**
   * Any thread. A handler of this node is about to take so many messages.
   *
   * @return how many of them were on their way from here
   */
  int taken(DeliveryContext<Object> delivery, int count) {
    if (ferry != null) {
      ferry.consumed();
    }
    return dispatch.taken(delivery, count);
  }

  /**
   * Hands a body to the bus.
   *
   * @return false if nobody is registered, as far as that is known at once
   */
  boolean write(long sequence, Object body, PeerInfo sender) {
    long number = dispatch.next(Delivery.count(body));
    Future<Void> written = dispatch.put(number, body, sender);
    if (!dispatch.isKnown(written)) {
      await(written, number, sequence, body, sender);
    } else if (written.failed()) {
      dispatch.undo(body, written.cause());
      return !Outlet.isNobody(written.cause()) && drop(body, written.cause());
    }
    return true;
  }

  /** Any thread. If the one with this number fails it is taken back. */
  void await(Future<Void> written, long number, long sequence, Object body, PeerInfo senderOrNull) {
    written.onFailure(e -> outlet.onLoop(() -> failed(number, sequence, body, senderOrNull, e)));
  }

  private void failed(long number, long sequence, Object body, PeerInfo sender, Throwable cause) {
    dispatch.takeBack(number, Delivery.count(body));
    if (Outlet.isNobody(cause)) {
      hold.absent(sequence, body, sender);
    } else {
      drop(body, cause);
    }
  }

  /** It is lost for that reason; returns true. */
  boolean drop(Object body, Throwable cause) {
    Events.Kind kind =
        cause instanceof IllegalArgumentException ? Events.Kind.UNDECODABLE : Events.Kind.DROPPED;
    outlet.events().report(kind, Delivery.count(body), cause.getMessage());
    return true;
  }

  @Override
  public void check() {
    if (progress.isMissing(dispatch.credits())) {
      if (dispatch.credits().isStarving()) {
        outlet.events().report(Events.Kind.STALLED, "maxInFlight messages wait for consumers");
      }
      outlet.onLoop(this::search);
    }
  }

  /** What is on its way may be lost, or an event loop that is stuck has it. */
  private void search() {
    if (ferry == null || !ferry.takeBack()) {
      dispatch.probe();
    }
  }

  @Override
  public void close() {
    flush();
    dispatch.close();
    hold.close();
  }

  @Override
  public long delivered() {
    return dispatch.delivered();
  }

  @Override
  public long inFlight() {
    return dispatch.credits().inFlight() + hold.count();
  }

  @Override
  public long redelivered() {
    return 0;
  }

  @Override
  public boolean isPaused() {
    return dispatch.credits().isStarving() || hold.count() > 0;
  }
}
