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
 * Has what was received in one go sent on the event loop of a consumer, as one task, if there is
 * such a loop. For the loop thread, except where it says otherwise.
 *
 * <p>Sent one by one from here, the first would wake that event loop. Where both share a core it
 * takes the core at once, handles a single message and sleeps again, and so on with each: that was
 * most of the cost of a small message.
 *
 * <p>Order is kept by there being one event loop at a time: another one, or this thread, sends only
 * when nothing is under way. When nobody is there any more, or that event loop is stuck, all that
 * isn't sent comes back, and goes from this thread.
 */
final class Ferry {
  private static final int FLUSHES_TO_A_LOOK = 256;

  private final Outlet outlet;
  private final Dispatch dispatch;
  private final BusDelivery delivery;
  private final Queue<Burst> underWay = new ArrayDeque<>();
  private final LoopTask settling = settling();
  private Burst loading;
  private Context target;
  private int flushes;
  private volatile Context seen;
  private volatile boolean looking = true;
  private volatile boolean stopped;

  Ferry(Outlet outlet, Dispatch dispatch, BusDelivery delivery) {
    this.outlet = outlet;
    this.dispatch = dispatch;
    this.delivery = delivery;
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

  /** Nothing comes for now. */
  void depart() {
    Burst burst = loading;
    if (burst == null) {
      return;
    }
    loading = null;
    if (++flushes % FLUSHES_TO_A_LOOK == 0) {
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

  private LoopTask settling() {
    return new LoopTask() {
      @Override
      public void run() {
        settle();
      }

      @Override
      public void closed() {
        settle(); // so that it is known to be lost
      }
    };
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
    if (written.failed() && Outlet.isNobody(written.cause())) {
      stopped = true;
      return false;
    }
    if (!written.succeeded()) {
      delivery.await(written, 0, sequence, body, senderOrNull);
    }
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
