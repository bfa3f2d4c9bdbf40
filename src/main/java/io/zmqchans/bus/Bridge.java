// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.PeerInfo;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bridge's way from its socket to the verticle's context, where all that its clients have on the
 * bus lives, at its {@link BridgeDesk}. The loop thread notes who sent what, or is gone, and leaves
 * it in a queue that the context empties in order; of what waits there only so much is taken that
 * one flood costs neither heap nor others' turns. The figures are for any thread.
 */
final class Bridge implements Out {
  private static final int MAX_QUEUED = 1000;
  private static final long MAX_QUEUED_BYTES = 16 << 20; // and one message more
  private static final int TURN = 256;

  /** A client's message, or for null that it is gone. */
  private record Arrival(BridgePeer peer, ZmqMessage message, PeerInfo sender) {}

  private final Context context;
  private final Outlet outlet;
  private final byte[] farewell;
  private final BridgePeers peers;
  private final BridgeDesk desk;
  private final boolean headers;
  private final Credits credits;
  private final Queue<Arrival> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicBoolean emptying = new AtomicBoolean();
  private boolean closed;

  /**
   * Of a socket that isn't open yet.
   *
   * @param farewell what the socket receives instead of a client that is gone, which no client must
   *     be able to guess
   */
  Bridge(Context context, byte[] farewell, boolean headers, Outlet outlet, BridgeDesk desk) {
    this.context = context;
    this.outlet = outlet;
    this.farewell = farewell;
    this.headers = headers;
    this.credits = new Credits(MAX_QUEUED, this::resume);
    this.desk = desk;
    this.peers =
        new BridgePeers(outlet.loop(), outlet.events(), desk.options().getMaxPending(), this::gone);
  }

  /** On the loop thread, before anything is received. */
  void opened(LoopSocket socket) {
    peers.opened(socket);
  }

  private void resume() {
    outlet.onLoop(outlet.onDemand());
  }

  @Override
  public int demand() {
    return closed || queuedBytes.get() >= MAX_QUEUED_BYTES ? 0 : credits.available();
  }

  @Override
  public void receive(ZmqMessage message) {
    byte[] id = message.array(0);
    BridgePeer peer = null;
    if (message.size() == 2 && Arrays.equals(message.array(1), farewell)) {
      peers.left(id);
    } else {
      peer = peers.at(id, peers.socket().link());
    }
    if (peer == null) { // its last word, or one that came too late
      desk.farewell();
    } else {
      PeerInfo sender = headers ? peers.socket().sender() : null;
      credits.take(1);
      queuedBytes.addAndGet(message.byteCount());
      add(new Arrival(peer, message, sender));
    }
  }

  @Override
  public void made(String link) {
    peers.made(link);
  }

  @Override
  public void lost(String link) {
    peers.lost(link);
  }

  private void gone(BridgePeer peer) {
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
      resume();
    }
  }

  @Override
  public Future<Void> leave() {
    return desk.close();
  }

  @Override
  public void closing() {
    closed = true;
  }

  @Override
  public void close() {
    peers.close();
  }

  @Override
  public void passed() {
    throw new IllegalStateException("never in a proxy");
  }

  @Override
  public void check() {
    peers.socket().sweep();
  }

  @Override
  public long delivered() {
    return desk.delivered();
  }

  @Override
  public long inFlight() {
    return credits.inFlight();
  }

  @Override
  public long redelivered() {
    return 0;
  }

  @Override
  public boolean isPaused() {
    return credits.isStarving() || queuedBytes.get() >= MAX_QUEUED_BYTES;
  }

  @Override
  public void addTo(JsonObject stats) {
    stats.put("pending", peers.pending());
    desk.addTo(stats);
  }
}
