// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import io.zmqchans.ZmqFailure;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;

/**
 * One ZeroMQ socket. All methods are for the loop thread, except {@link #name()}, {@link #kind()}
 * and the figures.
 *
 * <p>A socket's file descriptor signals commands of JeroMQ's I/O threads, not messages, and any
 * call on the socket may swallow a signal. So whoever touches the socket makes the loop {@link
 * #serve} it before it sleeps.
 */
public final class LoopSocket {
  /** What one socket may move each way before others have their turn. */
  private static final int BUDGET_MESSAGES = 256;

  private static final long BUDGET_BYTES = 1 << 20;

  private static final int MAX_DOMAIN = 255;
  private static final Logger LOG = LoggerFactory.getLogger(LoopSocket.class);

  private final PollLoop loop;
  private final String name;
  private final SocketKind kind;
  private final Socket socket;
  private final RawSocket raw;
  private final Inbox inbox;
  private final Outbox outbox;
  private final Groups groups;
  private final Endpoints endpoints;
  private final Settings settings;
  private final Peers peers;
  private final Links links;
  private final Watcher watcher;
  private Backlog backlog;
  private boolean closed;
  private boolean touched;
  private boolean watched;

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
    this.raw = new RawSocket(socket);
    this.inbox = new Inbox(kind, raw, receiver);
    this.peers = new Peers(loop, kind);
    this.links = new Links(loop, receiver);
    this.watcher = watcher;
    this.outbox = new Outbox(kind, raw);
    this.settings = new Settings(socket, kind);
    this.groups = new Groups(socket, kind);
    this.endpoints = new Endpoints(socket, inprocNames, peers, groups);
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
    return inbox.received();
  }

  /** Any thread. Bytes of all frames received. */
  public Tally receivedBytes() {
    return inbox.receivedBytes();
  }

  /** Any thread. Messages that ZeroMQ took. */
  public Tally sent() {
    return outbox.sent();
  }

  /** Any thread. Bytes of all frames that ZeroMQ took. */
  public Tally sentBytes() {
    return outbox.sentBytes();
  }

  boolean is(Socket other) {
    return socket == other;
  }

  SelectableChannel channel() {
    return socket.getFD();
  }

  /** Its ZAP domain, unless it is configured otherwise. */
  String domain() {
    String domain = loop.name() + "." + name;
    return domain.substring(0, Math.min(domain.length(), MAX_DOMAIN));
  }

  /** Where the socket is bound and connected to; to change that, too. */
  public Endpoints endpoints() {
    touch();
    return endpoints;
  }

  /** The socket itself, for one call. */
  public Socket socket() {
    touch();
    return socket;
  }

  /** The same, or a failure with {@link ZmqFailure#CLOSED}. */
  public Socket openSocket() {
    if (closed) {
      throw ZmqFailure.CLOSED.exception("socket '" + name + "' is closed");
    }
    return socket();
  }

  /** Its ZeroMQ options. */
  public Settings options() {
    touch();
    return settings;
  }

  /** Adds a topic; a failure with {@link ZmqFailure#UNSUPPORTED} if it isn't a {@code sub}. */
  public void subscribe(byte[] topic) {
    subscriber("subscribe").subscribe(topic);
  }

  /** Takes a topic back. */
  public void unsubscribe(byte[] topic) {
    subscriber("unsubscribe").unsubscribe(topic);
  }

  /** The groups it has joined; to change that, too. */
  public Groups groups() {
    touch();
    return groups;
  }

  private Socket subscriber(String what) {
    if (kind != SocketKind.SUB) {
      throw ZmqFailure.UNSUPPORTED.exception(
          what + ": only a sub socket has topics, this is a " + kind.typeName());
    }
    return socket();
  }

  /**
   * Counts its connections and limits them, and if it tells, has the watcher told of all that
   * happens to them. Before it binds or connects; of a ready-made one those that come later.
   */
  void watch(boolean tells) {
    // JeroMQ never reads another peer of a PAIR, not even once the first has left.
    int maxConnections = kind.isExclusive() ? 1 : loop.maxConnections();
    Monitor monitor = new Monitor(loop, peers, links, watcher, maxConnections, tells);
    try {
      watched = socket.base().setEventHook(monitor, monitor.events());
    } catch (IllegalStateException e) {
      // The owner of a ready-made socket watches it already, and there can be only one.
    }
  }

  /** Who is connected. */
  public Peers peers() {
    return peers;
  }

  /** Who sent the message that is being received; null if that isn't known. */
  public PeerInfo sender() {
    return inbox.sender();
  }

  /**
   * The connection that the message being received came by: its address at this end, which is its
   * own if this socket made it; null if that isn't known.
   */
  public String link() {
    return inbox.link();
  }

  /** Any thread. Has the receiver told of connections that this socket made, and ended itself. */
  public void sweep() {
    links.sweep();
  }

  /** Bounds what waits to be read. */
  void bound(Backlog limit) {
    backlog = limit;
    inbox.bound(limit);
    peers.bound(limit);
  }

  /** Any thread. Has the loop cut all connections if it finds that too much waits. */
  void suspectBacklog() {
    loop.submit(LoopTask.of(this::judgeBacklog));
  }

  private void judgeBacklog() {
    long mark = backlog.mark();
    if (!closed && (raw.events() & ZMQ.ZMQ_POLLIN) == 0) {
      backlog.settle(mark);
    }
    if (backlog.judge() && !closed) {
      LOG.warn("socket '" + name + "': too much waits to be read, its peers are cut");
      peers.cutAll();
    }
    touch();
  }

  /** Whether what it receives goes to a proxy. */
  boolean isProxied() {
    return inbox.isProxied();
  }

  /** Doesn't read until a proxy does. */
  public void awaitProxy() {
    inbox.mute();
  }

  /** Gives what is received to a proxy, or for null to its own receiver again. */
  void divert(Receiver proxy) {
    inbox.divert(proxy);
    touch();
  }

  /** Looks again, after {@link Receiver#demand()} was 0. */
  public void resume() {
    touch();
  }

  public boolean isClosed() {
    return closed;
  }

  /** Accepts a message, or refuses it if it is one more than may wait when ZeroMQ takes no more. */
  void enqueue(Outgoing message) {
    int max = message.maxPending();
    if (closed) {
      message.closed();
      return;
    }
    if (outbox.size() >= max) {
      flush();
    }
    if (outbox.size() >= max) {
      message.refused(ZmqFailure.FULL, "has " + max + " messages pending, which is its maxPending");
    } else {
      message.accepted();
      outbox.add(message);
    }
    touch();
  }

  /** Takes back an accepted message if ZeroMQ doesn't have it; it has no outcome then. */
  public void withdraw(Outgoing message) {
    outbox.withdraw(message);
  }

  boolean hasPending() {
    return !outbox.isEmpty();
  }

  private void touch() {
    if (!touched && !closed) {
      touched = true;
      loop.agenda().serve(this);
    }
  }

  /**
   * Moves what can be moved, within the budget.
   *
   * @return how many messages it moved
   */
  int serve() {
    touched = false;
    if (closed) {
      return 0;
    }
    boolean readable = (raw.events() & ZMQ.ZMQ_POLLIN) != 0;
    int moved = readable ? inbox.receive(BUDGET_MESSAGES, BUDGET_BYTES) : 0;
    if (!closed) {
      moved += flush();
      lookAgain();
    }
    return moved;
  }

  private int flush() {
    return outbox.isEmpty() ? 0 : outbox.flush(BUDGET_MESSAGES, BUDGET_BYTES);
  }

  /**
   * Decides, by the last call on the socket, whether there is something left to do without a
   * signal.
   */
  private void lookAgain() {
    int events = raw.events();
    boolean writable = (events & ZMQ.ZMQ_POLLOUT) != 0;
    boolean more = (events & ZMQ.ZMQ_POLLIN) != 0 && inbox.isWanted() && !inbox.isBroken();
    if (more || (!outbox.isEmpty() && !outbox.isBlocked())) {
      touch();
    } else if (outbox.isBlocked() && writable) {
      // Either that look took the signal that there is room, or this type (ROUTER, XPUB) is always
      // writable by its
      // events and they tell nothing.
      loop.agenda().retry(this);
    }
  }

  /**
   * After the loop took it off its selector: leaves a ready-made socket to its owner, as it was.
   */
  void disown() {
    closed = true;
    endpoints.giveBack();
    if (watched) {
      socket.base().setEventHook(null, 0);
    }
  }

  /**
   * After the loop took it off its selector.
   *
   * @return how many milliseconds what JeroMQ has taken may still leave
   */
  int close(int maxLingerMillis) {
    inbox.closing();
    outbox.flush(Integer.MAX_VALUE, Long.MAX_VALUE); // what came in this turn had no try yet
    closed = true;
    int linger = socket.getLinger();
    linger = linger < 0 ? maxLingerMillis : Math.min(linger, maxLingerMillis);
    socket.setLinger(linger);
    endpoints.clear();
    peers.failAll(ZmqFailure.CLOSED.exception("socket '" + name + "' is closed"));
    socket.close();
    outbox.failAll(ZmqFailure.CLOSED, "is closed");
    return kind.sends() ? linger : 0;
  }
}
