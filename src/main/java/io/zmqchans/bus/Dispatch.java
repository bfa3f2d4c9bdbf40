// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.Tally;

/**
 * Hands bodies to the bus for one {@link BusDelivery}, and keeps account of them: taken by
 * consumers, lost, or still on their way. For the loop thread; {@link #taken} and the figures for
 * any.
 */
final class Dispatch {
  /** A published body's number, which {@link #taken} takes off again: several handlers get it. */
  private static final String NUMBER = "zmq-number";

  private final boolean publishes;
  private final MessageProducer<Object> producer;
  private final Credits credits;
  private final Events events;
  private final Tally undelivered = new Tally();

  Dispatch(Outlet outlet, boolean publishes) {
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
  int available() {
    return credits.available();
  }

  /**
   * Counts a body that is about to be handed over; returns its number, which is that of its last
   * message.
   */
  long next(Object body) {
    return credits.take(Delivery.count(body));
  }

  /**
   * Hands over the one with this number; the sender may be null. Of what is published, and of
   * anything on a cluster, it is known later whether somebody was there.
   *
   * @return fails with {@link IllegalArgumentException} if no codec carries the body
   */
  Future<Void> put(long number, Object body, PeerInfo sender) {
    try {
      if (publishes) {
        String text = Long.toString(number);
        return producer.write(body, Outlet.options(sender).addHeader(NUMBER, text));
      }
      return sender == null ? producer.write(body) : producer.write(body, Outlet.options(sender));
    } catch (RuntimeException e) { // a decoder's result, or its codec refuses it
      return Future.failedFuture(new IllegalArgumentException(e.getMessage(), e));
    }
  }

  /** The last one was not handed over, which was known at once. */
  void undo(Object body, Throwable cause) {
    credits.untake(Delivery.count(body));
    if (Outlet.isNobody(cause)) {
      writeOff(last());
    }
  }

  /** The one with this number wasn't handed over, and others may have been since. */
  void takeBack(long number, Object body) {
    int count = Delivery.count(body);
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
    credits.giveBackTo(Long.parseLong(number));
    return count;
  }

  /** Vert.x has discarded what is on its way, up to the one with this number. */
  void writeOff(long number) {
    long lost = credits.giveBackTo(number);
    if (lost > 0) {
      undelivered.add(lost);
      events.report(Events.Kind.DROPPED, lost, "a consumer left with messages it had not taken");
    }
  }

  /** Any thread. The number of the last one handed over. */
  long last() {
    return credits.taken();
  }

  /** Any thread. */
  Credits credits() {
    return credits;
  }

  /** Any thread. How many consumers took. */
  long delivered() {
    long not = undelivered.get();
    return Math.max(0, credits.returned() - not);
  }
}
