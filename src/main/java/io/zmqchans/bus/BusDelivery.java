// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageProducer;
import io.zmqchans.loop.Tally;
import java.util.ArrayDeque;
import java.util.Queue;

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

  /** A published body's number, which {@link #taken} takes off again: several handlers get it. */
  private static final String NUMBER = "zmq-number";

  private final Outlet outlet;
  private final EventBus bus;
  private final boolean publishes;
  private final MessageProducer<Object> producer;
  private final Credits credits;
  private final Progress progress = new Progress();
  private final Queue<Object> held = new ArrayDeque<>();
  private final Tally heldCount = new Tally();
  private final Tally writtenOff = new Tally();

  BusDelivery(Outlet outlet, boolean publishes) {
    this.outlet = outlet;
    this.bus = outlet.vertx().eventBus();
    this.publishes = publishes;
    this.producer =
        publishes
            ? bus.publisher(outlet.address(), Outlet.options())
            : bus.sender(outlet.address(), Outlet.options());
    this.credits = outlet.credits();
  }

  String address() {
    return outlet.address();
  }

  @Override
  public int available() {
    return held.isEmpty() ? credits.available() : 0;
  }

  @Override
  public void deliver(Object body) {
    if (!held.isEmpty() || !write(body)) {
      absent(body);
    }
  }

  /** Any thread. A handler of this node is about to take a message; false if none is on its way. */
  boolean taken(DeliveryContext<Object> delivery) {
    if (!publishes) {
      return credits.giveBack();
    }
    String number = delivery.message().headers().get(NUMBER);
    if (number == null) { // somebody else's
      return false;
    }
    delivery.message().headers().remove(NUMBER);
    credits.giveBackTo(Long.parseLong(number));
    return true;
  }

  /**
   * Hands a body to the bus.
   *
   * @return false if nobody is registered
   */
  private boolean write(Object body) {
    long number = credits.take();
    Future<Void> written;
    try {
      written = publishes ? producer.write(body, numbered(number)) : producer.write(body);
    } catch (RuntimeException e) { // no codec carries a decoder's result, or its codec refuses it
      credits.untake();
      outlet.events().report(Events.Kind.UNDECODABLE, e.getMessage());
      return true;
    }
    if (!written.isComplete()) { // on a cluster it is known later
      written.onFailure(e -> outlet.onLoop(() -> failed(body, e)));
      return true;
    }
    if (written.failed()) {
      credits.untake();
      return !Outlet.isNobody(written.cause()) && drop(written.cause());
    }
    return true;
  }

  private static DeliveryOptions numbered(long number) {
    return Outlet.options().addHeader(NUMBER, Long.toString(number));
  }

  private void failed(Object body, Throwable cause) {
    credits.untake();
    if (Outlet.isNobody(cause)) {
      absent(body);
    } else {
      drop(cause);
    }
  }

  private boolean drop(Throwable cause) {
    outlet.events().report(Events.Kind.DROPPED, cause.toString());
    return true;
  }

  /** Nobody is registered, so what is on its way is lost, too: Vert.x has discarded it. */
  private void absent(Object body) {
    writeOff();
    switch (outlet.absence()) {
      case HOLD -> {
        held.add(body);
        heldCount.add(1);
        if (held.size() == 1) {
          retryLater();
        }
      }
      case DROP -> outlet.events().report(Events.Kind.DROPPED, "nobody is registered");
      case IGNORE -> {}
    }
  }

  private void writeOff() {
    long lost = credits.giveBackAll();
    if (lost > 0) {
      writtenOff.add(lost);
      outlet
          .events()
          .report(Events.Kind.DROPPED, lost, "a consumer left with messages it had not taken");
    }
  }

  /** The bus doesn't tell when somebody registers. */
  private void retryLater() {
    outlet.onLoopAfter(ABSENCE_RETRY_MILLIS, this::retry);
  }

  private void retry() {
    while (!held.isEmpty() && credits.available() > 0) {
      if (!write(held.peek())) {
        break;
      }
      held.remove();
      heldCount.add(-1);
    }
    if (held.isEmpty()) {
      outlet.onDemand().run();
    } else {
      retryLater();
    }
  }

  @Override
  public void check() {
    if (progress.isMissing(credits)) {
      if (credits.isStarving()) {
        outlet.events().report(Events.Kind.STALLED, "maxInFlight messages wait for consumers");
      }
      outlet.onLoop(this::probe);
    }
  }

  private void probe() {
    long before = credits.taken();
    Runnable settle = () -> outlet.onLoop(() -> settle(before));
    if (!Probe.send(outlet.vertx(), outlet.address(), settle)) {
      writeOff();
    }
  }

  /** Every message up to that one was taken or discarded; nothing is known of later ones. */
  private void settle(long number) {
    if (credits.taken() == number) {
      writeOff();
    }
  }

  @Override
  public void close() {
    heldCount.add(-held.size());
    for (; !held.isEmpty(); held.remove()) {
      outlet
          .events()
          .report(Events.Kind.DROPPED, "the socket was closed before anybody registered");
    }
  }

  @Override
  public long delivered() {
    long lost = writtenOff.get();
    return Math.max(0, credits.returned() - lost);
  }

  @Override
  public long inFlight() {
    return credits.inFlight() + heldCount.get();
  }

  @Override
  public long redelivered() {
    return 0;
  }

  @Override
  public boolean isPaused() {
    return credits.isStarving() || heldCount.get() > 0;
  }
}
