// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import org.zeromq.ZMQ.Socket;
import zmq.ZMQ;

/**
 * What goes through one socket, and when it has its turn. For the loop thread.
 *
 * <p>A socket's file descriptor signals commands of JeroMQ's I/O threads, not messages, and any
 * call on the socket may swallow a signal. So whoever touches the socket makes the loop {@link
 * #serve} it before it sleeps.
 */
final class Traffic {
  /** What one socket may move each way before others have their turn. */
  private static final int BUDGET_MESSAGES = 256;

  private static final long BUDGET_BYTES = 1 << 20;

  private final Agenda agenda;
  private final RawSocket raw;
  private final Inbox inbox;
  private final Outbox outbox;
  private boolean touched;
  private boolean closed;

  Traffic(Agenda agenda, SocketKind kind, Socket socket, Receiver receiver) {
    this.agenda = agenda;
    this.raw = new RawSocket(socket);
    this.inbox = new Inbox(kind, raw, receiver);
    this.outbox = new Outbox(kind, raw);
  }

  Inbox inbox() {
    return inbox;
  }

  Outbox outbox() {
    return outbox;
  }

  boolean isClosed() {
    return closed;
  }

  boolean hasPending() {
    return !outbox.isEmpty();
  }

  /** Gives what is received to a proxy, or for null to its own receiver again. */
  void divert(Receiver proxy) {
    inbox.divert(proxy);
    touch();
  }

  boolean isReadable() {
    return (raw.events() & ZMQ.ZMQ_POLLIN) != 0;
  }

  /** There may be something to do. */
  void touch() {
    if (!touched && !closed) {
      touched = true;
      agenda.serve(this);
    }
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
    int moved = isReadable() ? inbox.receive(BUDGET_MESSAGES, BUDGET_BYTES) : 0;
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
      // writable by its events and they tell nothing.
      agenda.retry(this);
    }
  }

  /** It has no more turns: what is to leave tries now, once. */
  void end() {
    inbox.closing();
    outbox.flush(Integer.MAX_VALUE, Long.MAX_VALUE); // what came in this turn had no try yet
    closed = true;
  }

  /** It has no more turns, and stays as it is. */
  void abandon() {
    closed = true;
  }
}
