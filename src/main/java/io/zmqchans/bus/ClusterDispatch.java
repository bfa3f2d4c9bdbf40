// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.loop.PeerInfo;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A {@link Dispatch} whose consumers may be on any node of a cluster. For the loop thread; {@link
 * #credited} and the figures for any.
 *
 * <p>Nodes with this module tell which messages their handlers took, in a {@link Courier}'s
 * notices. When nothing is heard for a while, all of them are asked whether anything is left: what
 * nobody has any more is lost. A body that isn't of this module's types may also go to nodes
 * without this module, of which nothing can be known: as long as no other node takes any, it counts
 * as taken when nobody has it any more.
 */
final class ClusterDispatch extends Dispatch {
  private static final String LOST =
      "a consumer left with messages it had not taken, or its node can't read them:"
          + " ZmqMessageCodec.register(vertx) is needed there";

  private final Outlet outlet;
  private final boolean publishes;
  private final Courier courier;
  private final long channel;
  private final String tag;
  private final AtomicInteger writing = new AtomicInteger();
  private final NavigableMap<Long, Integer> lapsed = new TreeMap<>();
  private volatile boolean untagged;
  private Round round;

  ClusterDispatch(Outlet outlet, boolean publishes) {
    super(outlet, publishes);
    this.outlet = outlet;
    this.publishes = publishes;
    this.courier = Courier.of(outlet.vertx());
    this.channel = courier.open(this);
    this.tag = courier.tag(channel);
  }

  /** Any thread. */
  String address() {
    return outlet.address();
  }

  /** Any thread. Whether it sends what doesn't say where it comes from. */
  boolean needsAnnouncement() {
    return untagged && !publishes;
  }

  @Override
  Future<Void> put(long number, Object body, PeerInfo sender) {
    DeliveryOptions options = Outlet.options(sender);
    if (Accounts.isTagged(body)) {
      options.addHeader(Accounts.TAG, tag + number + "/" + Delivery.count(body));
    } else if (!untagged) {
      untagged = true;
      courier.announce(channel, this, null);
    }
    Future<Void> written = write(body, options);
    if (written.isComplete()) {
      askIfFull();
      return written.failed() ? told(written.cause()) : written;
    }
    writing.incrementAndGet();
    return written.transform(
        done -> {
          writing.decrementAndGet();
          askIfFull();
          return done.succeeded() ? Future.succeededFuture() : told(done.cause());
        });
  }

  /** Any thread. Of what carries no tag it is only known by asking that somebody took it. */
  private void askIfFull() {
    if (untagged && writing.get() == 0 && credits().inFlight() >= outlet.maxInFlight()) {
      outlet.onLoop(this::probe);
    }
  }

  /**
   * What is sent and couldn't be written went nowhere, so that it can be sent again. What is
   * published may have reached other nodes.
   */
  private Future<Void> told(Throwable failure) {
    if (failure instanceof IllegalArgumentException || Outlet.isNobody(failure)) {
      return Future.failedFuture(failure);
    } else if (publishes) {
      return Future.succeededFuture();
    }
    String unreachable = String.valueOf(failure.getMessage());
    return Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS, unreachable));
  }

  @Override
  void undo(Object body, Throwable cause) {
    credits().untake(Delivery.count(body)); // of those before it nothing is known yet
  }

  @Override
  void takeBack(long number, int count) {
    if (!publishes) {
      super.takeBack(number, count);
      return;
    }
    lapsed.put(number, count);
    for (Map.Entry<Long, Integer> last;
        (last = lapsed.lastEntry()) != null && last.getKey() == last(); ) {
      credits().untake(last.getValue());
      lapsed.remove(last.getKey());
    }
    forgetLapsed();
  }

  /** Those among others that were taken: they have come back, and weren't. */
  private void forgetLapsed() {
    for (Map.Entry<Long, Integer> first;
        (first = lapsed.firstEntry()) != null && first.getKey() <= credits().returned(); ) {
      undelivered(first.getValue());
      lapsed.remove(first.getKey());
    }
  }

  /** Any thread. Handlers took so many, and of what is published all up to that number. */
  void credited(int count, long upTo) {
    if (publishes) {
      credits().giveBackTo(upTo);
    } else {
      credits().giveBack(count);
    }
  }

  @Override
  void probe() {
    forgetLapsed();
    if (writing.get() == 0) { // else what is being written comes after the question
      round = courier.ask(channel, address(), last());
    }
  }

  /** Any thread. */
  void answered(String node, long id, Round.Answer answer) {
    outlet.onLoop(
        () -> {
          if (round != null && round.id() == id) {
            round.answered(node, answer);
            boolean first = publishes && untagged && answer == Round.Answer.NOTHING_LEFT;
            settle(first);
          }
        });
  }

  /** Any thread. A node isn't in the cluster any more. */
  void gone(String node) {
    outlet.onLoop(
        () -> {
          if (round != null) {
            round.gone(node);
            settle(false);
          }
        });
  }

  private void settle(boolean taken) {
    long number = round.number();
    if (taken) {
      credits().giveBackTo(number);
    } else if (round.isOver()) {
      round = null;
      if (last() == number) {
        lost(number);
      }
    }
  }

  private void lost(long number) {
    if (untagged) {
      credits().giveBackTo(number);
    } else {
      forgetLapsed();
      writeOff(number, lapsed.values().stream().mapToLong(Integer::longValue).sum(), LOST);
      lapsed.clear();
    }
  }

  @Override
  void close() {
    courier.close(channel);
  }
}
