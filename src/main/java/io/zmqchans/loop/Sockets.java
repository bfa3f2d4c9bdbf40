// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import java.nio.channels.SelectableChannel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.zeromq.ZMQ.Socket;

/** The open sockets of one loop: how they come, and how they go. For the loop thread. */
public final class Sockets {
  private final PollLoop loop;
  private final ZmqContext context;
  private final Sleeper sleeper;
  private final Leaving leaving;
  private final Set<LoopSocket> sockets = new LinkedHashSet<>();
  private LoopSocket zap;

  Sockets(PollLoop loop, ZmqContext context, Sleeper sleeper, Leaving leaving) {
    this.loop = loop;
    this.context = context;
    this.sleeper = sleeper;
    this.leaving = leaving;
  }

  /**
   * Opens a socket: options, configurator, endpoints, subscriptions.
   *
   * @param maxLingerMillis what {@code linger} is by default
   * @param mechanism applied before the configurator
   * @throws RuntimeException if any of them fails; then nothing stays open
   */
  public LoopSocket open(
      SocketOptions options,
      int maxLingerMillis,
      Receiver receiver,
      Watcher watcher,
      SocketSetup mechanism) {
    SocketKind kind = SocketKind.of(options.getType());
    boolean conflates = options.getOptions().getValue("conflate") != null;
    LoopSocket socket =
        add(
            options.getName(),
            kind,
            context.socket(kind, conflates),
            receiver,
            watcher,
            context.inprocNames());
    try {
      Setup.fresh(options, maxLingerMillis, socket, mechanism);
      return socket;
    } catch (RuntimeException e) {
      close(socket, 0);
      throw e;
    }
  }

  /**
   * Takes over a ready-made socket: with its own options and context, plus what the configuration
   * says.
   *
   * @throws RuntimeException if that fails; then the socket is still its owner's
   */
  public LoopSocket adopt(
      SocketOptions options, Socket readyMade, Receiver receiver, Watcher watcher) {
    SocketKind kind = SocketKind.of(options.getType());
    if (readyMade.getSocketType() != kind.type()) {
      throw ZmqFailure.WRONG_STATE.exception(
          "socket '%s': configured as %s, found %s"
              .formatted(options.getName(), kind.type(), readyMade.getSocketType()));
    }
    if (readyMade.getFD() == null) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "socket '%s': JeroMQ doesn't tell what signals a ready-made %s; have it opened instead"
              .formatted(options.getName(), kind.typeName()));
    }
    for (LoopSocket each : sockets) {
      if (each.channel() == readyMade.getFD()) {
        throw ZmqFailure.WRONG_STATE.exception(
            "socket '%s': was adopted already, as '%s'".formatted(options.getName(), each.name()));
      }
    }
    if (options.getPlain() != null || options.getCurve() != null) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "socket '%s': a ready-made socket has the plain or curve that its owner gave it"
              .formatted(options.getName()));
    }
    LoopSocket socket = add(options.getName(), kind, readyMade, receiver, watcher, new HashSet<>());
    try {
      Setup.adopted(options, socket);
      return socket;
    } catch (RuntimeException e) {
      sockets.remove(socket);
      sleeper.remove(socket);
      socket.disown();
      throw e;
    }
  }

  /**
   * Opens the socket that JeroMQ's handshakes ask whether to let a peer in (ZAP, RFC 27). It is to
   * be opened before any other, and is closed after all others.
   */
  public LoopSocket openZap(Receiver receiver) {
    Socket socket = context.socket(SocketKind.ROUTER, false);
    zap =
        new LoopSocket(
            loop, "zap", SocketKind.ROUTER, socket, receiver, null, context.inprocNames());
    sleeper.add(zap);
    zap.endpoints().bind("inproc://zeromq.zap.01");
    return zap;
  }

  private LoopSocket add(
      String socketName,
      SocketKind kind,
      Socket socket,
      Receiver receiver,
      Watcher watcher,
      Set<String> inprocNames) {
    LoopSocket added =
        new LoopSocket(loop, socketName, kind, socket, receiver, watcher, inprocNames);
    sockets.add(added);
    sleeper.add(added);
    return added;
  }

  /** Closes one socket; what is pending on it is refused. */
  public void close(LoopSocket socket, int maxLingerMillis) {
    if (sockets.remove(socket)) {
      sleeper.remove(socket);
      leaving.add(socket.peers()::leave, socket.close(maxLingerMillis));
      socket.peers().awaitClosed(Peers.freeBy());
    }
  }

  /** Whether one of them has messages that ZeroMQ hasn't taken. */
  boolean hasPending() {
    return sockets.stream().anyMatch(socket -> socket.traffic().hasPending());
  }

  /** The connections of those that sent something. */
  List<SelectableChannel> used() {
    return sockets.stream()
        .filter(socket -> socket.sent().get() > 0)
        .flatMap(socket -> socket.peers().connections().stream())
        .toList();
  }

  /** Closes all there are. */
  void closeAll(int lingerMillis) {
    for (LoopSocket socket : sockets) {
      sleeper.remove(socket);
      socket.close(lingerMillis);
    }
    long freeBy = Peers.freeBy();
    sockets.forEach(socket -> socket.peers().awaitClosed(freeBy));
    sockets.clear();
    if (zap != null) {
      sleeper.remove(zap);
      zap.close(0);
    }
  }
}
