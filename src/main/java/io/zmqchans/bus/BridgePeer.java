// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.Outgoing;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * One connection of a client, from its first message until it is gone, and what waits to reach it.
 * {@link #push} is for any thread, {@link #client()} for the desk's context, all else for the loop
 * thread.
 *
 * <p>Only the first of what waits is with the socket, and steps aside there while the client takes
 * no more: so others don't wait for it, and its own stay in order. Beyond {@code maxPending} of
 * them, or {@link #MAX_BYTES}, messages to it are lost, counted, and reported.
 */
final class BridgePeer {
  private static final long MAX_BYTES = 64 << 20;

  private final BridgePeers peers;
  private final byte[] id;
  private final String link;
  private final BridgeClient client;
  private final Queue<Push> waiting = new ArrayDeque<>();
  private Push first;
  private long bytes;
  private boolean gone;

  BridgePeer(BridgePeers peers, byte[] id, String link) {
    this.peers = peers;
    this.id = id;
    this.link = link;
    this.client = new BridgeClient(this, id);
  }

  BridgeClient client() {
    return client;
  }

  byte[] id() {
    return id;
  }

  /** As {@link io.zmqchans.loop.LoopSocket#link()} has it. */
  String link() {
    return link;
  }

  /**
   * Sends frames to it, after all that were pushed before.
   *
   * @param delimited whether it has an empty frame before them
   * @param onLost called at most once, on the loop thread or for a closed loop on the caller's
   */
  void push(boolean delimited, Consumer<ZmqFailure> onLost, byte[]... frames) {
    int start = delimited ? 2 : 1;
    byte[][] all = new byte[start + frames.length][];
    all[0] = id;
    all[start - 1] = delimited ? BridgeFormat.EMPTY : id;
    System.arraycopy(frames, 0, all, start, frames.length);
    Push push = new Push(ZmqMessage.wrap(all), onLost);
    peers.loop().perform(push.submission());
  }

  private void add(Push push) {
    if (gone) {
      push.lost(ZmqFailure.UNROUTABLE, "is gone");
    } else if (waiting.size() >= peers.maxPending()) {
      push.lost(ZmqFailure.FULL, "takes no more, and maxPending messages wait for it");
    } else if (first != null && bytes + push.size > MAX_BYTES) {
      push.lost(ZmqFailure.FULL, "takes no more, and " + MAX_BYTES + " bytes wait for it");
    } else {
      peers.accepted().add(1);
      bytes += push.size;
      waiting.add(push);
      if (first == null) {
        sendNext();
      }
    }
  }

  private void sendNext() {
    first = waiting.poll();
    if (first != null) {
      first.run();
    }
  }

  /** It is gone, or its socket closed: nothing more is sent to it. */
  void close() {
    gone = true;
    if (first != null) {
      peers.socket().withdraw(first);
      waiting.add(first);
      first = null;
    }
    for (Push each; (each = waiting.poll()) != null; ) {
      peers.settled().add(1);
      each.lost(ZmqFailure.UNROUTABLE, "is gone");
    }
  }

  private final class Push extends Outgoing {
    private final Consumer<ZmqFailure> onLost;
    private final long size;

    Push(ZmqMessage message, Consumer<ZmqFailure> onLost) {
      super(peers.socket(), message);
      this.onLost = onLost;
      this.size = message.byteCount();
    }

    LoopTask submission() {
      return new LoopTask() { // one object for each message, where lambdas would be three
        @Override
        public void run() {
          add(Push.this);
        }

        @Override
        public void closed() {
          lost(ZmqFailure.CLOSED, "is behind a closed socket");
        }
      };
    }

    /** The client's own limits are checked before. */
    @Override
    protected int maxPending() {
      return Integer.MAX_VALUE;
    }

    @Override
    protected void accepted() {
      // Counted when it began to wait.
    }

    @Override
    protected IfBlocked ifBlocked() {
      return IfBlocked.STEP_ASIDE;
    }

    @Override
    protected void sent() {
      peers.settled().add(1);
      bytes -= size;
      sendNext();
    }

    /** ZeroMQ doesn't know the client, or the socket is closed. */
    @Override
    protected void refused(ZmqFailure failure, String why) {
      first = null;
      peers.settled().add(1);
      lost(failure, why);
      peers.left(id);
    }

    void lost(ZmqFailure failure, String why) {
      peers.lost(client.name(), why);
      onLost.accept(failure);
    }
  }
}
