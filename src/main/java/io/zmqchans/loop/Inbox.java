// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqMessage;
import java.util.ArrayList;
import java.util.List;
import zmq.Msg;
import zmq.ZMQ;
import zmq.io.Metadata;

/**
 * Takes messages from one socket to whoever wants them. For the loop thread; the figures for any.
 */
final class Inbox {
  private final SocketKind kind;
  private final RawSocket socket;
  private final Receiver own;
  private final Tally received = new Tally();
  private final Tally receivedBytes = new Tally();
  private Receiver receiver;
  private boolean proxied;
  private Metadata metadata;
  private Backlog backlog;
  private boolean broken;

  Inbox(SocketKind kind, RawSocket socket, Receiver own) {
    this.kind = kind;
    this.socket = socket;
    this.own = kind.receives() ? own : Receiver.NOBODY;
    this.receiver = this.own;
  }

  void bound(Backlog limit) {
    backlog = limit;
  }

  /** Who sent the message that the receiver was given last; null if that isn't known. */
  PeerInfo sender() {
    return PeerInfo.of(metadata, kind);
  }

  /** This end's address of the connection that it came by; null if that isn't known. */
  String link() {
    return metadata == null ? null : metadata.get(PeerInfo.LINK);
  }

  Tally received() {
    return received;
  }

  Tally receivedBytes() {
    return receivedBytes;
  }

  boolean isProxied() {
    return proxied;
  }

  /** Gives nothing to anybody until {@link #divert}. */
  void mute() {
    receiver = kind.receives() ? Receiver.NONE : own;
  }

  /** Gives what comes to a proxy, or for null to its own receiver again. */
  void divert(Receiver proxy) {
    proxied = proxy != null;
    receiver = proxied && kind.receives() ? proxy : own;
  }

  /** Its own receiver may say a last word. */
  void closing() {
    own.closing();
  }

  boolean isWanted() {
    return receiver.demand() > 0;
  }

  /** Whether JeroMQ says that there is more, of a message that has broken off, and there isn't. */
  boolean isBroken() {
    return broken;
  }

  /**
   * Receives until nothing is left or wanted, or the budget is used.
   *
   * @return how many messages came
   */
  int receive(int maxMessages, long maxBytes) {
    int limit = Math.min(receiver.demand(), maxMessages);
    int count = 0;
    for (long bytes = 0; count < limit && bytes < maxBytes; count++) {
      // JeroMQ would give a second request while a reply is owed, and mix the peers up.
      boolean barred = kind == SocketKind.REP && (socket.events() & ZMQ.ZMQ_POLLIN) == 0;
      long mark = backlog == null ? 0 : backlog.mark();
      ZmqMessage message = barred ? null : next();
      if (message == null && !barred && backlog != null) {
        backlog.settle(mark);
      }
      if (message == null) {
        break;
      }
      long size = message.byteCount();
      bytes += size;
      if (receiver != Receiver.NOBODY) {
        received.add(1);
        receivedBytes.add(size);
      }
      // Peers of the draft types can send what these don't have: libzmq throws it away, too.
      String misfit = kind.misfit(message);
      if (misfit == null) {
        receiver.receive(message);
      } else {
        receiver.misfit(misfit);
      }
    }
    receiver.received();
    return count;
  }

  /**
   * The next whole message, or null.
   *
   * <p>JeroMQ's XPUB takes every part that begins with 0 or 1 for a subscription, also one in the
   * middle of a message, and gives such a part by itself or not at all. So any peer can make a
   * message break off: what there is of it is thrown away, and never joined to what comes next.
   *
   * <p>So does the end of a connection that this socket made, with {@code immediate} or by a {@code
   * disconnect}: JeroMQ throws the rest of a message away, and goes on with that of another peer. A
   * ROUTER then doesn't say whose that is, so that it is lost, too.
   */
  @SuppressWarnings("ReferenceEquality") // every connection has its own metadata
  private ZmqMessage next() {
    Msg part = socket.receive();
    if (part == null) {
      return null;
    }
    broken = false;
    // JeroMQ's ROUTER gives away the very array that is its key in the routing table.
    byte[] head = kind.leaksRoutingId() ? part.data().clone() : part.data();
    note(part);
    if (kind.frames().isLabelled()) {
      return ZmqMessage.wrap(label(part), head);
    }
    boolean headless = kind == SocketKind.ROUTER && metadata != null; // an id is made here
    if (!part.hasMore()) {
      return headless ? next() : ZmqMessage.wrap(head);
    }
    List<byte[]> frames = new ArrayList<>(4);
    for (frames.add(head); part.hasMore(); frames.add(part.data())) {
      Metadata before = metadata;
      part = socket.receive();
      if (part == null) {
        broken = !kind.tearsMessages();
        return null;
      }
      note(part);
      boolean another = metadata != before && !(kind.leaksRoutingId() && frames.size() == 1);
      if (kind.tearsMessages() ? isSubscription(part) : another) {
        frames.clear();
        headless |= kind == SocketKind.ROUTER;
      }
    }
    return headless ? next() : ZmqMessage.wrap(frames.toArray(byte[][]::new));
  }

  /** A group came as a frame of its own, a routing id was made here. */
  private byte[] label(Msg part) {
    byte[] label = kind.frames().label(part);
    if (backlog != null && kind == SocketKind.DISH) {
      backlog.take(label.length);
    }
    return label;
  }

  private static boolean isSubscription(Msg part) {
    return part.size() > 0 && (part.get(0) == 0 || part.get(0) == 1);
  }

  /** The last part counts: a ROUTER's first is made here, and knows nothing of the peer. */
  @SuppressWarnings("ReferenceEquality") // as above
  private void note(Msg part) {
    Metadata from = part.getMetadata();
    if (from != metadata) { // a reference is dearer to write than to compare
      metadata = from;
    }
    if (backlog != null) {
      backlog.take(part.size());
    }
  }
}
