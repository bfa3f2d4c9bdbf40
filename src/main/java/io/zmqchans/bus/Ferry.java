// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PeerInfo;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has what was received in one go sent on the event loop of a consumer, as one task, if it is much
 * and there is such a loop. For the loop thread, except where it says otherwise.
 *
 * <p>Sent one by one from here, the first would wake that event loop. Where both share a core it
 * takes the core at once, handles a single message and sleeps again, and so on with each: that was
 * most of the cost of a small message. Of a few at a time, which come back before the next come, it
 * is better handled while the others are still being received.
 *
 * <p>Order is kept by there being one event loop at a time: another one, or this thread, sends only
 * when nothing is under way. When nobody is there any more, or that event loop is stuck, all that
 * isn't sent comes back, and goes from this thread.
 */
final class Ferry {
  /** After so many in one go it is thought that many come the next times, too, so often. */
  static final int MANY = 65;

  private static final int TIMES = 16;

  private static final int LOADS_TO_A_LOOK = 256;

  private final Outlet outlet;
  private final Dispatch dispatch;
  private final BusDelivery delivery;
  private final Queue<Burst> underWay = new ArrayDeque<>();
  private final LoopTask settling = LoopTask.of(this::settle, this::settle); // or it is lost
  private Burst loading;
  private Context target;
  private int loads;
  private long departed; // so many before this time
  private int expected;
  private boolean taking;
  private volatile Context seen;
  private volatile boolean looking = true;
  private volatile boolean stopped;

  Ferry(Outlet outlet, Dispatch dispatch, BusDelivery delivery) {
    this.outlet = outlet;
    this.dispatch = dispatch;
    this.delivery = delivery;
  }

  /** Whether the body that comes so manieth is to be loaded. */
  boolean takes(long sequence) {
    if (sequence == departed + 1) {
      taking = !isIdle() || (expected > 0 && seen != null);
    }
    return taking;
  }

  /** How many messages wait for {@link #depart}. */
  int loaded() {
    return loading == null ? 0 : loading.messages();
  }

  void load(long sequence, Object body, PeerInfo senderOrNull) {
    if (loading == null) {
      loading = new Burst(this, sequence);
    }
    loading.add(body, senderOrNull);
  }

  /** Nothing comes for now, after so many. */
  void depart(long count) {
    expected = count - departed >= MANY ? TIMES : Math.max(0, expected - 1);
    departed = count;
    Burst burst = loading;
    if (burst == null) {
      return;
    }
    loading = null;
    if (++loads % LOADS_TO_A_LOOK == 0) {
      looking = true;
    }
    if (isIdle()) {
      target = burst.isSingle() ? null : seen;
    }
    if (target == null) {
      burst.give(delivery);
      return;
    }
    dispatch.next(burst.messages());
    underWay.add(burst);
    try {
      target.runOnContext(burst);
    } catch (RejectedExecutionException e) { // Vert.x is closing
      takeBack();
    }
  }

  private boolean isIdle() {
    while (!underWay.isEmpty() && underWay.peek().isDone()) {
      underWay.remove();
    }
    return underWay.isEmpty();
  }

  /**
   * Has all come back that can.
   *
   * @return false if nothing was under way
   */
  boolean takeBack() {
    if (isIdle()) {
      return false;
    }
    stopped = true;
    underWay.forEach(Burst::takeBack);
    settle();
    return true;
  }

  /**
   * The loop thread, or when that has ended any. Once nothing is being sent any more, gives away
   * what came back.
   */
  private synchronized void settle() {
    if (!stopped || !underWay.stream().allMatch(Burst::isOver)) {
      return; // it is called again for each
    }
    List<Burst> back = List.copyOf(underWay);
    underWay.clear();
    target = null;
    seen = null;
    looking = true;
    stopped = false;
    dispatch.takeBack(dispatch.last(), back.stream().mapToInt(Burst::messages).sum());
    back.forEach(burst -> burst.give(delivery));
  }

  /** Any thread. A consumer is about to take one. */
  void consumed() {
    if (looking) {
      looking = false;
      seen = LoopContext.eventLoopOf(Vertx.currentContext());
    }
  }

  /**
   * The event loop. Sends one.
   *
   * @return false if nobody is there
   */
  boolean send(long sequence, Object body, PeerInfo senderOrNull) {
    Future<Void> written = dispatch.put(0, body, senderOrNull);
    if (written.succeeded()) {
      return true;
    }
    if (Outlet.isNobody(written.cause())) {
      stopped = true;
      return false;
    }
    delivery.await(written, 0, sequence, body, senderOrNull);
    return true;
  }

  /** Any thread. Whether nothing is to be sent any more. */
  boolean isStopped() {
    return stopped;
  }

  /** The event loop. One is over. */
  void over() {
    if (stopped) {
      outlet.loop().submit(settling);
    }
  }
}
