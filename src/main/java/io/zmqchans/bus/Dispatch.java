// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.Tally;

/**
 * Hands bodies to the bus for one {@link BusDelivery}, and keeps account of them: taken by
 * consumers, lost, or still on their way. For the loop thread; {@link #taken} and the figures for
 * any.
 *
 * <p>A consumer that leaves may leave bodies behind, which Vert.x discards without a word, so when
 * nothing has come back for a while a {@link Probe} finds out.
 */
class Dispatch {
  /** A published body's number, which {@link #taken} takes off again: several handlers get it. */
  private static final String NUMBER = "zmq-number";

  private final Outlet outlet;
  private final boolean publishes;
  private final MessageProducer<Object> producer;
  private final Credits credits;
  private final Events events;
  private final Tally undelivered = new Tally();

  Dispatch(Outlet outlet, boolean publishes) {
    this.outlet = outlet;
    this.publishes = publishes;
    EventBus bus = outlet.vertx().eventBus();
    this.producer =
        publishes
            ? bus.publisher(outlet.address(), Outlet.options())
            : bus.sender(outlet.address(), Outlet.options());
    this.credits = outlet.credits();
    this.events = outlet.events();
  }

  /** How many more may be handed over; after 0, whoever made the outlet is told. */
  final int available() {
    return credits.available();
  }

  /**
   * Counts so many messages that are about to be handed over; returns the last one's number, which
   * is that of a body.
   */
  final long next(int count) {
    return credits.take(count);
  }

  /**
   * Hands over the one with this number; the sender may be null. Of what is published, and of
   * anything on a cluster, it is known later whether somebody was there.
   *
   * @return fails with {@link IllegalArgumentException} if no codec carries the body
   */
  Future<Void> put(long number, Object body, PeerInfo sender) {
    if (publishes) {
      return write(body, Outlet.options(sender).addHeader(NUMBER, Long.toString(number)));
    }
    return write(body, sender == null ? null : Outlet.options(sender));
  }

  final Future<Void> write(Object body, DeliveryOptions optionsOrNull) {
    try {
      return optionsOrNull == null ? producer.write(body) : producer.write(body, optionsOrNull);
    } catch (RuntimeException e) { // a decoder's result, or its codec refuses it
      return Future.failedFuture(new IllegalArgumentException(e.getMessage(), e));
    }
  }

  /**
   * Whether it is known what became of the last one, and of all before it. That nobody is there for
   * what is published is told by the loop's context, or where there is none by an event loop: of
   * the last one it may be known already, of those before it be on its way.
   */
  final boolean isKnown(Future<Void> written) {
    return written.isComplete()
        && !(publishes && written.failed() && Outlet.isNobody(written.cause()));
  }

  /** The last one was not handed over, and that {@link #isKnown}. */
  void undo(Object body, Throwable cause) {
    credits.untake(Delivery.count(body));
    if (Outlet.isNobody(cause)) {
      writeOff(last());
    }
  }

  /** So many up to this number weren't handed over, and others may have been since. */
  void takeBack(long number, int count) {
    if (publishes) {
      writeOff(number - count); // nobody was there, so those before it aren't taken any more
      undelivered.add(credits.giveBackTo(number));
    } else {
      undelivered.add(credits.giveBack(count));
    }
  }

  /**
   * Any thread. A handler of this node is about to take so many messages.
   *
   * @return how many of them were on their way from here
   */
  int taken(DeliveryContext<Object> delivery, int count) {
    if (!publishes) {
      return credits.giveBack(count);
    }
    String number = delivery.message().headers().get(NUMBER);
    if (number == null) { // somebody else's
      return 0;
    }
    delivery.message().headers().remove(NUMBER);
    try {
      credits.giveBackTo(Long.parseLong(number));
    } catch (NumberFormatException e) { // somebody else's, too, with a header like ours
      return 0;
    }
    return count;
  }

  /** Finds out whether what is on its way is lost. */
  void probe() {
    long before = last();
    Runnable settle = () -> outlet.onLoop(() -> settle(before));
    if (!Probe.send(outlet.vertx(), outlet.address(), settle)) {
      writeOff(before);
    }
  }

  /** Every message up to that one was taken or discarded; nothing is known of later ones. */
  private void settle(long number) {
    if (last() == number) {
      writeOff(number);
    }
  }

  private void writeOff(long number) {
    writeOff(number, 0, "a consumer left with messages it had not taken");
  }

  /**
   * What is on its way is lost, up to the one with this number; so many of these aren't on their
   * way after all.
   */
  final void writeOff(long number, long known, String why) {
    long lost = credits.giveBackTo(number);
    undelivered.add(lost);
    if (lost > known) {
      events.report(Events.Kind.DROPPED, lost - known, why);
    }
  }

  /** So many came back without having been taken. */
  final void undelivered(long count) {
    undelivered.add(count);
  }

  /** Nothing is handed over any more. */
  void close() {}

  /** Any thread. The number of the last one handed over. */
  final long last() {
    return credits.taken();
  }

  /** Any thread. */
  final Credits credits() {
    return credits;
  }

  /** Any thread. How many consumers took. */
  final long delivered() {
    long not = undelivered.get();
    return Math.max(0, credits.returned() - not);
  }
}
