// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.ZMonitor;
import zmq.ZMQ;

/**
 * Hears from JeroMQ what happens to one socket's connections: on its I/O threads, or on the loop's
 * for what a bind or connect does at once, one call at a time. JeroMQ holds a lock meanwhile, so it
 * only leaves tasks for the loop, and cuts off connections above the limit.
 */
final class Monitor implements ZMQ.EventConsummer {
  private static final int NEEDED =
      ZMQ.ZMQ_EVENT_LISTENING
          | ZMQ.ZMQ_EVENT_CONNECTED
          | ZMQ.ZMQ_EVENT_ACCEPTED
          | ZMQ.ZMQ_EVENT_DISCONNECTED;

  private final PollLoop loop;
  private final Peers peers;
  private final Links links;
  private final Watcher watcher;
  private final int maxConnections;
  private final boolean tells;
  private final Map<SelectableChannel, String> open = new ConcurrentHashMap<>();
  private final Set<SelectableChannel> accepted = ConcurrentHashMap.newKeySet();

  Monitor(
      PollLoop loop, Peers peers, Links links, Watcher watcher, int maxConnections, boolean tells) {
    this.loop = loop;
    this.peers = peers;
    this.links = links;
    this.watcher = watcher;
    this.maxConnections = maxConnections;
    this.tells = tells;
  }

  /** Which events to ask JeroMQ for. */
  int events() {
    return tells ? ZMQ.ZMQ_EVENT_ALL & ~ZMQ.ZMQ_EVENT_MONITOR_STOPPED : NEEDED;
  }

  @Override
  public void consume(ZMQ.Event event) {
    SelectableChannel channel = event.arg instanceof SelectableChannel c ? c : null;
    String peer = peer(channel);
    switch (event.event) {
      case ZMQ.ZMQ_EVENT_LISTENING -> peers.listens(event.addr, channel);
      case ZMQ.ZMQ_EVENT_ACCEPTED -> accepted((SocketChannel) channel, event.addr, peer);
      case ZMQ.ZMQ_EVENT_CONNECTED -> connected((SocketChannel) channel, event.addr);
      case ZMQ.ZMQ_EVENT_DISCONNECTED -> gone(channel);
      default -> {}
    }
    if (tells) {
      String name = ZMonitor.Event.findByCode(event.event).name().toLowerCase(Locale.ROOT);
      Integer value = event.arg instanceof Integer number ? number : null;
      loop.submit(LoopTask.of(() -> watcher.happened(name, event.addr, peer, value)));
    }
  }

  private void connected(SocketChannel channel, String endpoint) {
    links.made(channel);
    peers.came(channel, endpoint);
  }

  private void accepted(SocketChannel channel, String endpoint, String peer) {
    if (accepted.size() >= maxConnections) {
      accepted.removeIf(each -> !each.isOpen()); // JeroMQ doesn't tell of those that we ended
    }
    if (accepted.size() < maxConnections) {
      accepted.add(channel);
      peers.came(channel, endpoint);
      return;
    }
    Peers.cut(channel);
    loop.submit(LoopTask.of(() -> watcher.limited(peer, maxConnections)));
  }

  private void gone(SelectableChannel channel) {
    accepted.remove(channel);
    open.remove(channel);
    links.gone(channel);
    peers.gone(channel);
  }

  /** Remembered, since a connection that is gone doesn't say any more who it was. */
  private String peer(SelectableChannel channel) {
    String known = channel == null ? null : open.get(channel);
    if (known != null || !(channel instanceof SocketChannel connection)) {
      return known;
    }
    try {
      if (connection.getRemoteAddress() instanceof InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        String peer =
            (host.contains(":") ? "tcp://[%s]:%d" : "tcp://%s:%d")
                .formatted(host, address.getPort());
        if (tells) {
          open.keySet().removeIf(each -> !each.isOpen());
          open.put(channel, peer);
        }
        return peer;
      }
    } catch (IOException e) {
      // Gone before anybody asked.
    }
    return null;
  }
}
