// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Tally;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The connections of a bridge's clients, by routing id. For the loop thread; what has no state for
 * any.
 */
final class BridgePeers {
  private final PollLoop loop;
  private final Events events;
  private final int maxPending;
  private final Consumer<BridgePeer> onGone;
  private final Map<ByteBuffer, BridgePeer> peers = new HashMap<>();
  private final Map<String, Boolean> lost = new Newest<>();
  private final Tally accepted = new Tally();
  private final Tally settled = new Tally();
  private volatile LoopSocket socket;
  private BridgePeer last;

  BridgePeers(PollLoop loop, Events events, int maxPending, Consumer<BridgePeer> onGone) {
    this.loop = loop;
    this.events = events;
    this.maxPending = maxPending;
    this.onGone = onGone;
  }

  /** Before anything is received. */
  void opened(LoopSocket opened) {
    socket = opened;
  }

  /** Any thread. */
  PollLoop loop() {
    return loop;
  }

  /** Any thread. */
  LoopSocket socket() {
    return socket;
  }

  int maxPending() {
    return maxPending;
  }

  /** Messages that began to wait. */
  Tally accepted() {
    return accepted;
  }

  /** Messages that don't wait any more. */
  Tally settled() {
    return settled;
  }

  /** Any thread. Messages that wait to reach clients. */
  long pending() {
    long done = settled.get(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }

  /**
   * The connection with this routing id, perhaps a new one; null if it is gone.
   *
   * @param link as {@link LoopSocket#link()} has it
   */
  BridgePeer at(byte[] id, String link) {
    if (link != null && lost.containsKey(link)) {
      return null;
    }
    if (last == null || !Arrays.equals(last.id(), id)) { // who sends one often sends more
      last = peers.computeIfAbsent(ByteBuffer.wrap(id), none -> new BridgePeer(this, id, link));
    }
    return last;
  }

  /** There is such a connection, which this socket made. */
  void made(String link) {
    lost.remove(link);
  }

  /** There isn't any more. */
  void lost(String link) {
    lost.put(link, true);
    List<BridgePeer> all = List.copyOf(peers.values());
    all.stream().filter(peer -> link.equals(peer.link())).forEach(peer -> left(peer.id()));
  }

  /** A client is gone; the next one with its routing id is another. */
  void left(byte[] id) {
    BridgePeer peer = peers.remove(ByteBuffer.wrap(id));
    if (peer != null) {
      last = null;
      peer.close();
      onGone.accept(peer);
    }
  }

  /** The socket is closed. */
  void close() {
    List.copyOf(peers.values()).forEach(BridgePeer::close);
    peers.clear();
    last = null;
  }

  /** Any thread. Counts and reports a message that didn't reach a client. */
  void lost(String client, String why) {
    events.report(
        Events.Kind.DROPPED, events.sentence("lost a message: client " + client + " " + why));
  }
}
