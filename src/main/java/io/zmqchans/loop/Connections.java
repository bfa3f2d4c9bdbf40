// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import org.zeromq.ZMQ.Socket;

/**
 * What is known of one socket's connections, and what limits them. For the loop thread, except
 * where it says otherwise.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final PollLoop loop;
  private final LoopSocket owner;
  private final Socket socket;
  private final Watcher watcher;
  private final Peers peers;
  private final Links links;
  private Backlog backlog;
  private boolean watched;

  Connections(PollLoop loop, LoopSocket owner, Socket socket, Receiver receiver, Watcher watcher) {
    this.loop = loop;
    this.owner = owner;
    this.socket = socket;
    this.watcher = watcher;
    this.peers = new Peers(loop, owner.kind());
    this.links = new Links(loop, receiver);
  }

  Peers peers() {
    return peers;
  }

  /** Any thread. */
  Links links() {
    return links;
  }

  /**
   * Counts and limits them, and if it tells, has the watcher told of all that happens to them.
   * Before the socket binds or connects; of a ready-made one those that come later.
   */
  void watch(boolean tells) {
    // JeroMQ never reads another peer of a PAIR, not even once the first has left.
    int max = owner.kind().isExclusive() ? 1 : loop.maxConnections();
    Monitor monitor = new Monitor(loop, peers, links, watcher, max, tells);
    try {
      watched = socket.base().setEventHook(monitor, monitor.events());
    } catch (IllegalStateException e) {
      // The owner of a ready-made socket watches it already, and there can be only one.
    }
  }

  void unwatch() {
    if (watched) {
      socket.base().setEventHook(null, 0);
    }
  }

  /** Bounds what waits to be read. */
  void bound(Backlog limit) {
    backlog = limit;
    owner.traffic().inbox().bound(limit);
    peers.bound(limit);
  }

  /** Any thread. Has the loop cut them all if it finds that too much waits. */
  void suspectBacklog() {
    loop.submit(LoopTask.of(this::judgeBacklog));
  }

  private void judgeBacklog() {
    Traffic traffic = owner.traffic();
    long mark = backlog.mark();
    if (!traffic.isClosed() && !traffic.isReadable()) {
      backlog.settle(mark);
    }
    if (backlog.judge() && !traffic.isClosed()) {
      LOG.warn("socket '" + owner.name() + "': too much waits to be read, its peers are cut");
      peers.cutAll();
    }
    traffic.touch();
  }
}
