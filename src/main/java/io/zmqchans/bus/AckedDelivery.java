// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.loop.PeerInfo;
import io.zmqchans.loop.Tally;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Delivery by {@code request}, at least once. For the loop thread; the figures for any.
 *
 * <p>A body keeps its credit until a consumer has answered. One that nobody answered is delivered
 * again, after a pause that grows, in the order of arrival and before any new one.
 */
final class AckedDelivery implements Delivery {
  /** On a body delivered again: how many times before. */
  static final String REDELIVERY = "zmq-redelivery";

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LAST_PAUSE_MILLIS = 1000;

  private static final class Parcel {
    final long number;
    final Object body;
    final int count;
    final DeliveryOptions options;
    int redeliveries;

    Parcel(long number, Object body, DeliveryOptions options) {
      this.number = number;
      this.body = body;
      this.count = Delivery.count(body);
      this.options = options;
    }
  }

  private final Outlet outlet;
  private final DeliveryOptions first;
  private final Credits credits;
  private final Progress progress = new Progress();
  private final Queue<Parcel> unanswered =
      new PriorityQueue<>(Comparator.comparingLong(parcel -> parcel.number));
  private final Tally redelivered = new Tally();
  private long numbers;
  private final Tally lost = new Tally();
  private volatile long pause =
      FIRST_PAUSE_MILLIS; // the next; an answer on another thread resets it
  private boolean closed;

  AckedDelivery(Outlet outlet, long timeoutMillis) {
    this.outlet = outlet;
    this.first = Outlet.options().setSendTimeout(timeoutMillis);
    this.credits = outlet.credits();
  }

  @Override
  public int available() {
    return unanswered.isEmpty() ? credits.available() : 0;
  }

  @Override
  public void deliver(Object body, PeerInfo sender) {
    DeliveryOptions options =
        sender == null ? first : Outlet.options(sender).setSendTimeout(first.getSendTimeout());
    Parcel parcel = new Parcel(numbers++, body, options);
    credits.take(parcel.count);
    request(parcel, options);
  }

  private void request(Parcel parcel, DeliveryOptions options) {
    Future<Message<Object>> answer;
    try {
      answer = outlet.vertx().eventBus().request(outlet.address(), parcel.body, options);
    } catch (RuntimeException e) { // no codec carries a decoder's result, or its codec refuses it
      credits.untake(parcel.count);
      outlet.events().report(Events.Kind.UNDECODABLE, parcel.count, e.getMessage());
      return;
    }
    answer.onComplete(done -> answered(parcel, done.cause()));
  }

  /** On the hub's context. */
  private void answered(Parcel parcel, Throwable failure) {
    if (failure == null) {
      pause = FIRST_PAUSE_MILLIS;
      credits.giveBack(parcel.count);
    } else if (failure instanceof ReplyException e
        && e.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
      String why = e.failureCode() + ": " + e.getMessage();
      outlet.events().report(Events.Kind.REJECTED, parcel.count, why);
      credits.giveBack(parcel.count);
    } else {
      outlet.onLoop(() -> again(parcel));
    }
  }

  private void again(Parcel parcel) {
    if (closed) {
      lost.add(parcel.count);
      credits.giveBack(parcel.count);
      String why = "the socket was closed before anybody answered";
      outlet.events().report(Events.Kind.DROPPED, parcel.count, why);
      return;
    }
    unanswered.add(parcel);
    if (unanswered.size() == 1) {
      outlet.onLoopAfter(pause, this::redeliver);
      pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
    }
  }

  private void redeliver() {
    for (Parcel parcel; (parcel = unanswered.poll()) != null; ) {
      redelivered.add(parcel.count);
      String times = Integer.toString(++parcel.redeliveries);
      request(parcel, new DeliveryOptions(parcel.options).addHeader(REDELIVERY, times));
    }
    outlet.onDemand().run();
  }

  @Override
  public void check() {
    if (progress.isMissing(credits) && credits.isStarving()) {
      outlet.events().report(Events.Kind.STALLED, "maxInFlight messages wait for an answer");
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Parcel parcel; (parcel = unanswered.poll()) != null; ) {
      again(parcel);
    }
  }

  @Override
  public long delivered() {
    long missing = lost.get();
    return Math.max(0, credits.returned() - missing);
  }

  @Override
  public long inFlight() {
    return credits.inFlight();
  }

  @Override
  public long redelivered() {
    return redelivered.get();
  }

  @Override
  public boolean isPaused() {
    return credits.isStarving();
  }
}
