// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ.Socket;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZError;
import zmq.ZMQ;
import zmq.util.Errno;

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

  private static final Errno ERRNO = new Errno();

  private final PollLoop loop;
  private final String name;
  private final SocketKind kind;
  private final Socket socket;
  private final SocketBase base;
  private final Receiver receiver;
  private final Outbox outbox;
  private final Endpoints endpoints;
  private final Settings settings;
  private final Tally received = new Tally();
  private final Tally receivedBytes = new Tally();
  private boolean closed;
  private boolean touched;

  LoopSocket(PollLoop loop, String name, SocketKind kind, Socket socket, Receiver receiver) {
    this.loop = loop;
    this.name = name;
    this.kind = kind;
    this.socket = socket;
    this.base = socket.base();
    this.receiver = receiver;
    this.outbox = new Outbox(kind, base);
    this.settings = new Settings(socket, kind);
    this.endpoints = new Endpoints(socket, loop.inprocNames());
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
    return received;
  }

  /** Any thread. Bytes of all frames received. */
  public Tally receivedBytes() {
    return receivedBytes;
  }

  /** Any thread. Messages that ZeroMQ took. */
  public Tally sent() {
    return outbox.sent();
  }

  /** Any thread. Bytes of all frames that ZeroMQ took. */
  public Tally sentBytes() {
    return outbox.sentBytes();
  }

  SelectableChannel channel() {
    return socket.getFD();
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

  private Socket subscriber(String what) {
    if (kind != SocketKind.SUB) {
      throw ZmqFailure.UNSUPPORTED.exception(
          what + ": only a sub socket has topics, this is a " + kind.typeName());
    }
    return socket();
  }

  /** Looks again, after {@link Receiver#demand()} was 0. */
  public void resume() {
    touch();
  }

  public boolean isClosed() {
    return closed;
  }

  void enqueue(Outgoing message) {
    if (closed) {
      message.closed();
    } else {
      outbox.add(message);
      touch();
    }
  }

  boolean hasPending() {
    return !outbox.isEmpty();
  }

  private void touch() {
    if (!touched && !closed) {
      touched = true;
      loop.toServe(this);
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
    int moved = (events() & ZMQ.ZMQ_POLLIN) == 0 ? 0 : receive();
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
    int events = events();
    boolean writable = (events & ZMQ.ZMQ_POLLOUT) != 0;
    boolean more = (events & ZMQ.ZMQ_POLLIN) != 0 && receiver.demand() > 0;
    if (more || (!outbox.isEmpty() && !outbox.isBlocked())) {
      touch();
    } else if (outbox.isBlocked() && writable) {
      // Either that look took the signal that there is room, or this type (ROUTER, XPUB) is always
      // writable by its
      // events and they tell nothing.
      loop.toRetry(this);
    }
  }

  private int events() {
    int events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
    if (events < 0 && base.errno() == ZError.EINTR) {
      ERRNO.set(0); // left behind by an interrupt long ago
      events = base.getSocketOpt(ZMQ.ZMQ_EVENTS);
    }
    return Math.max(events, 0);
  }

  private int receive() {
    int limit = Math.min(receiver.demand(), BUDGET_MESSAGES);
    int count = 0;
    long bytes = 0;
    while (count < limit && bytes < BUDGET_BYTES && !closed) {
      if (kind == SocketKind.REP && (events() & ZMQ.ZMQ_POLLIN) == 0) {
        break; // JeroMQ would give a second request while a reply is owed, and mix the peers up
      }
      Msg first = receivePart();
      if (first == null) {
        break;
      }
      ZmqMessage message = whole(first);
      long size = message.byteCount();
      count++;
      bytes += size;
      received.add(1);
      receivedBytes.add(size);
      receiver.receive(message);
    }
    return count;
  }

  private ZmqMessage whole(Msg first) {
    // JeroMQ's ROUTER gives away the very array that is its key in the routing table.
    byte[] head = kind.leaksRoutingId() ? first.data().clone() : first.data();
    if (!first.hasMore()) {
      return ZmqMessage.wrap(head);
    }
    List<byte[]> frames = new ArrayList<>(4);
    frames.add(head);
    for (Msg part = first; part.hasMore(); frames.add(part.data())) {
      part = receivePart();
      if (part == null) {
        throw new IllegalStateException(name + ": a message broke off, errno " + base.errno());
      }
    }
    return ZmqMessage.wrap(frames.toArray(byte[][]::new));
  }

  private Msg receivePart() {
    Msg part = base.recv(ZMQ.ZMQ_DONTWAIT);
    if (part == null && base.errno() == ZError.EINTR) {
      ERRNO.set(0);
      part = base.recv(ZMQ.ZMQ_DONTWAIT);
    }
    return part;
  }

  /** After the loop took it off its selector. */
  void close(int maxLingerMillis) {
    closed = true;
    int linger = socket.getLinger();
    socket.setLinger(linger < 0 ? maxLingerMillis : Math.min(linger, maxLingerMillis));
    endpoints.clear();
    socket.close();
    outbox.failAll(ZmqFailure.CLOSED, "is closed");
  }
}
