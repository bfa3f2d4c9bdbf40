// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.PeerInfo;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * To a desk on another context than the loop's: a queue that the context empties in order; of what
 * waits there only so much is taken that one flood costs neither heap nor others' turns.
 */
final class BridgeQueue implements BridgeWay {
  private static final int MAX_QUEUED = 1000;
  private static final long MAX_QUEUED_BYTES = 16 << 20; // and one message more
  private static final int TURN = 256;

  /** A client's message, or for null that it is gone. */
  private record Arrival(BridgePeer peer, ZmqMessage message, PeerInfo sender) {}

  private final Context context;
  private final BridgeDesk desk;
  private final Runnable onDemand;
  private final Credits credits;
  private final Queue<Arrival> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean emptying = new AtomicBoolean();

  /**
   * To a desk on this context.
   *
   * @param onDemand called on any thread when there is demand again
   */
  BridgeQueue(Context context, BridgeDesk desk, Runnable onDemand) {
    this.context = context;
    this.desk = desk;
    this.onDemand = onDemand;
    this.credits = new Credits(MAX_QUEUED, onDemand);
  }

  @Override
  public int demand() {
    return queuedBytes.get() >= MAX_QUEUED_BYTES ? 0 : credits.available();
  }

  @Override
  public void take(BridgePeer peer, ZmqMessage message, PeerInfo sender) {
    credits.take(1);
    queuedBytes.addAndGet(message.byteCount());
    add(new Arrival(peer, message, sender));
  }

  @Override
  public void gone(BridgePeer peer) {
    add(new Arrival(peer, null, null));
  }

  private void add(Arrival arrival) {
    queue.add(arrival);
    emptySoon();
  }

  private void emptySoon() {
    if (!queue.isEmpty() && emptying.compareAndSet(false, true)) {
      try {
        context.runOnContext(hopped -> empty());
      } catch (RejectedExecutionException e) {
        // Vert.x is closed: there is no bus any more.
      }
    }
  }

  private void empty() {
    Arrival next;
    for (int n = 0; n < TURN && (next = queue.poll()) != null; n++) {
      if (next.message == null) {
        desk.gone(next.peer.client());
      } else {
        desk.take(new BridgeCall(desk, next.peer.client(), next.message, next.sender));
        credits.giveBack(1);
        taken(next.message.byteCount());
      }
    }
    emptying.set(false);
    emptySoon();
  }

  private void taken(long bytes) {
    long before = queuedBytes.getAndAdd(-bytes);
    if (before >= MAX_QUEUED_BYTES && before - bytes < MAX_QUEUED_BYTES) {
      onDemand.run();
    }
  }

  @Override
  public long inFlight() {
    return credits.inFlight();
  }

  @Override
  public boolean isPaused() {
    return credits.isStarving() || queuedBytes.get() >= MAX_QUEUED_BYTES;
  }
}
