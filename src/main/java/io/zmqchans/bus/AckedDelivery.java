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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Delivery by {@code request}, at least once. For the loop thread; the figures for any.
 *
 * <p>A body keeps its credit until a consumer has answered. One that nobody answered is delivered
 * again, after a pause that grows, in the order of arrival and before any new one.
 */
final class AckedDelivery implements Delivery {
  private final Outlet outlet;
  private final DeliveryOptions first;
  private final Credits credits;
  private final Progress progress = new Progress();
  private final Queue<Parcel> unanswered =
      new PriorityQueue<>(Comparator.comparingLong(parcel -> parcel.number));
  private final Tally redelivered = new Tally();
  private long numbers;
  private final Tally lost = new Tally();
  private final Pause pause = new Pause();
  private final Set<Parcel> open = ConcurrentHashMap.newKeySet(); // empty without a cluster
  private final Courier courier;
  private final Runnable onGone;
  private boolean closed;

  AckedDelivery(Outlet outlet, long timeoutMillis) {
    this.outlet = outlet;
    this.first = Outlet.options().setSendTimeout(timeoutMillis);
    this.credits = outlet.credits();
    this.courier = outlet.vertx().isClustered() ? Courier.of(outlet.vertx()) : null;
    this.onGone = () -> outlet.onLoop(this::again);
    if (courier != null) {
      courier.watch(onGone);
    }
  }

  @Override
  public int available() {
    return credits.available();
  }

  @Override
  public void deliver(Object body, PeerInfo sender) {
    DeliveryOptions options =
        sender == null ? first : Outlet.options(sender).setSendTimeout(first.getSendTimeout());
    Parcel parcel = new Parcel(numbers++, body, options);
    credits.take(parcel.count);
    if (courier != null) {
      open.add(parcel);
    }
    if (unanswered.isEmpty()) {
      request(parcel);
    } else {
      await(parcel); // its turn
    }
  }

  private void await(Parcel parcel) {
    parcel.waiting = true;
    unanswered.add(parcel);
  }

  private void request(Parcel parcel) {
    DeliveryOptions options = parcel.next();
    int attempt = parcel.attempts;
    Future<Message<Object>> answer;
    try {
      answer = outlet.vertx().eventBus().request(outlet.address(), parcel.body, options);
    } catch (RuntimeException e) { // no codec carries a decoder's result, or its codec refuses it
      open.remove(parcel);
      credits.untake(parcel.count);
      outlet.events().report(Events.Kind.UNDECODABLE, parcel.count, e.getMessage());
      return;
    }
    answer.onComplete(done -> answered(parcel, attempt, done.cause()));
  }

  /** On the loop's context. */
  private void answered(Parcel parcel, int attempt, Throwable failure) {
    boolean last = failure == null || Events.isRejection(failure);
    if (last && courier != null && !open.remove(parcel)) {
      return; // another attempt was answered before
    } else if (failure == null) {
      pause.reset();
      credits.giveBack(parcel.count);
    } else if (last) {
      outlet.events().reportRejection(parcel.count, failure);
      credits.giveBack(parcel.count);
    } else {
      outlet.onLoop(() -> unanswered(parcel, attempt, failure));
    }
  }

  private void unanswered(Parcel parcel, int attempt, Throwable failure) {
    if (failure instanceof ReplyException e && e.failureType() == ReplyFailure.ERROR) {
      String why = "; a node that can't read them needs ZmqMessageCodec.register(vertx)";
      outlet.events().report(Events.Kind.STALLED, e.getMessage() + why);
    }
    if (attempt == parcel.attempts && !parcel.waiting) {
      again(parcel);
    }
  }

  /**
   * A node isn't in the cluster any more, and nobody knows which requests it had: each that is open
   * is made again.
   */
  private void again() {
    for (Parcel parcel : open) {
      if (!parcel.waiting) {
        again(parcel);
      }
    }
  }

  private void again(Parcel parcel) {
    if (closed && courier != null && !open.remove(parcel)) {
      return; // an earlier attempt was answered
    } else if (closed) {
      lost.add(parcel.count);
      credits.giveBack(parcel.count);
      String why = "the socket was closed before anybody answered";
      outlet.events().report(Events.Kind.DROPPED, parcel.count, why);
      return;
    }
    await(parcel);
    if (unanswered.size() == 1) {
      outlet.onLoopAfter(pause.next(), this::redeliver);
    }
  }

  private void redeliver() {
    for (Parcel parcel; (parcel = unanswered.poll()) != null; ) {
      parcel.waiting = false;
      if (courier != null && !open.contains(parcel)) {
        continue; // an earlier attempt was answered meanwhile
      }
      if (parcel.attempts > 0) {
        redelivered.add(parcel.count);
      }
      request(parcel);
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
    if (courier != null) {
      courier.unwatch(onGone);
    }
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
