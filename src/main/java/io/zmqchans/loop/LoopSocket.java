// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import org.zeromq.ZMQ.Socket;

/** One ZeroMQ socket. For the loop thread, except where it says otherwise. */
public final class LoopSocket {
  private final PollLoop loop;
  private final String name;
  private final SocketKind kind;
  private final Socket socket;
  private final Traffic traffic;
  private final Connections connections;
  private final Settings settings;
  private final Topics topics;
  private final Groups groups;
  private final Endpoints endpoints;

  LoopSocket(
      PollLoop loop,
      String name,
      SocketKind kind,
      Socket socket,
      Receiver receiver,
      Watcher watcher,
      Set<String> inprocNames) {
    this.loop = loop;
    this.name = name;
    this.kind = kind;
    this.socket = socket;
    this.traffic = new Traffic(loop.agenda(), kind, socket, receiver);
    this.connections = new Connections(loop, this, socket, receiver, watcher);
    this.settings = new Settings(socket, kind);
    this.topics = new Topics(socket, kind);
    this.groups = new Groups(socket, kind);
    this.endpoints = new Endpoints(socket, inprocNames, connections.peers(), groups);
  }

  /** Any thread. */
  public String name() {
    return name;
  }

  /** Any thread. */
  public SocketKind kind() {
    return kind;
  }

  /** Any thread. Messages received. */
  public Tally received() {
    return traffic.inbox().received();
  }

  /** Any thread. Bytes of all frames received. */
  public Tally receivedBytes() {
    return traffic.inbox().receivedBytes();
  }

  /** Any thread. Messages that ZeroMQ took. */
  public Tally sent() {
    return traffic.outbox().sent();
  }

  /** Any thread. Bytes of all frames that ZeroMQ took. */
  public Tally sentBytes() {
    return traffic.outbox().sentBytes();
  }

  Traffic traffic() {
    return traffic;
  }

  Connections connections() {
    return connections;
  }

  SelectableChannel channel() {
    return socket.getFD();
  }

  /** Through which JeroMQ is to tell it things; null if that can't be changed. */
  OrderedMailbox mailbox() {
    return WatchableContext.mailbox(socket);
  }

  /** Behind its verticle's name. */
  String fullName() {
    return loop.name() + "." + name;
  }

  /** Where the socket is bound and connected to; to change that, too. */
  public Endpoints endpoints() {
    traffic.touch();
    return endpoints;
  }

  /** The socket itself, for one call. */
  public Socket socket() {
    traffic.touch();
    return socket;
  }

  /** The same, or a failure with {@link ZmqFailure#CLOSED}. */
  public Socket openSocket() {
    if (isClosed()) {
      throw ZmqFailure.CLOSED.exception("socket '" + name + "' is closed");
    }
    return socket();
  }

  /** Its ZeroMQ options. */
  public Settings options() {
    traffic.touch();
    return settings;
  }

  /** What it has subscribed to; to change that. */
  public Topics topics() {
    traffic.touch();
    return topics;
  }

  /** The groups it has joined; to change that, too. */
  public Groups groups() {
    traffic.touch();
    return groups;
  }

  /** Who is connected. */
  public Peers peers() {
    return connections.peers();
  }

  /** Who sent the message that is being received; null if that isn't known. */
  public PeerInfo sender() {
    return traffic.inbox().sender();
  }

  /**
   * The connection that the message being received came by: its address at this end, which is its
   * own if this socket made it; null if that isn't known.
   */
  public String link() {
    return traffic.inbox().link();
  }

  /** Any thread. Has the receiver told of connections that this socket made, and ended itself. */
  public void sweep() {
    connections.links().sweep();
  }

  /** Doesn't read until a proxy does. */
  public void awaitProxy() {
    traffic.inbox().mute();
  }

  /** Looks again, after {@link Receiver#demand()} was 0. */
  public void resume() {
    traffic.touch();
  }

  public boolean isClosed() {
    return traffic.isClosed();
  }

  /** Takes back an accepted message if ZeroMQ doesn't have it; it has no outcome then. */
  public void withdraw(Outgoing message) {
    traffic.outbox().withdraw(message);
  }

  /**
   * After the loop took it off its selector: leaves a ready-made socket to its owner, as it was.
   */
  void disown() {
    traffic.abandon();
    endpoints.giveBack();
    connections.unwatch();
  }

  /**
   * After the loop took it off its selector.
   *
   * @return how many milliseconds what JeroMQ has taken may still leave
   */
  int close(int maxLingerMillis) {
    traffic.end();
    int linger = socket.getLinger();
    linger = linger < 0 ? maxLingerMillis : Math.min(linger, maxLingerMillis);
    socket.setLinger(linger);
    endpoints.clear();
    connections.peers().failAll(ZmqFailure.CLOSED.exception("socket '" + name + "' is closed"));
    socket.close();
    traffic.outbox().failAll(ZmqFailure.CLOSED, "is closed");
    return kind.sends() ? linger : 0;
  }
}
