// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import zmq.Msg;
import zmq.ZError;

/** What waits to leave through one socket. For the loop thread; the figures for any. */
final class Outbox {
  private enum Outcome {
    SENT,
    BLOCKED,
    ASIDE,
    REFUSED
  }

  private final SocketKind kind;
  private final RawSocket socket;
  private final Queue<Outgoing> pending = new ArrayDeque<>();
  private final Tally sent = new Tally();
  private final Tally sentBytes = new Tally();
  private boolean blocked;

  Outbox(SocketKind kind, RawSocket socket) {
    this.kind = kind;
    this.socket = socket;
  }

  Tally sent() {
    return sent;
  }

  Tally sentBytes() {
    return sentBytes;
  }

  void add(Outgoing message) {
    pending.add(message);
  }

  int size() {
    return pending.size();
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether ZeroMQ did not take the first message when it was last tried. */
  boolean isBlocked() {
    return blocked;
  }

  /** Takes back what isn't with ZeroMQ yet; quickly if it is the first. */
  void withdraw(Outgoing message) {
    pending.remove(message);
  }

  /**
   * Sends in order until nothing is left, the budget is used, or ZeroMQ takes no more.
   *
   * @return how many messages left the outbox
   */
  int flush(int maxMessages, long maxBytes) {
    blocked = false;
    int count = 0;
    int aside = 0;
    long bytes = 0;
    Outgoing next;
    for (int tries = pending.size();
        tries > 0 && count < maxMessages && bytes < maxBytes && (next = pending.peek()) != null;
        tries--) {
      Outcome outcome = send(next);
      if (outcome == Outcome.BLOCKED) {
        outcome = ifBlocked(next);
      }
      if (outcome == Outcome.BLOCKED) {
        blocked = true;
        return count;
      }
      pending.remove();
      if (outcome == Outcome.ASIDE) {
        pending.add(next);
        aside++;
        continue;
      }
      count++;
      if (outcome == Outcome.SENT) {
        long size = next.message.byteCount();
        bytes += size;
        sent.add(1);
        sentBytes.add(size);
        int left = pending.size();
        next.sent();
        if (pending.size() > left) { // one that waited for this: it has its turn, too
          tries = pending.size() + 1;
          aside = 0;
        }
      }
    }
    blocked = aside > 0 && aside == pending.size(); // else there is one that wasn't tried
    return count;
  }

  private static Outcome ifBlocked(Outgoing message) {
    return switch (message.ifBlocked()) {
      case WAIT -> Outcome.BLOCKED;
      case STEP_ASIDE -> Outcome.ASIDE;
      case GIVE_UP -> {
        message.refused(ZmqFailure.FULL, "has a peer that takes no more");
        yield Outcome.REFUSED;
      }
    };
  }

  void failAll(ZmqFailure failure, String why) {
    for (Outgoing next; (next = pending.poll()) != null; ) {
      next.refused(failure, why);
    }
  }

  private Outcome send(Outgoing outgoing) {
    ZmqMessage message = outgoing.message;
    if (kind.frames().isLabelled()) {
      Msg part = new Msg(message.array(1));
      kind.frames().label(part, message.array(0));
      return socket.send(part, false) ? Outcome.SENT : failed(outgoing, 0, socket.errno());
    }
    int last = message.size() - 1;
    for (int i = 0; i <= last; i++) {
      byte[] part = message.array(i);
      boolean taken = i == 0 ? socket.send(part, i < last) : socket.sendRest(part, i < last);
      if (!taken) {
        return failed(outgoing, i, socket.errno());
      }
    }
    return Outcome.SENT;
  }

  /** High-water marks count whole messages, so only the first part of one can be put off. */
  private Outcome failed(Outgoing outgoing, int part, int errno) {
    if (part > 0 && errno != ZError.EAGAIN) {
      throw new IllegalStateException(
          "part %d of a message was refused, errno %d".formatted(part, errno));
    }
    if (kind == SocketKind.STREAM && (errno == ZError.EAGAIN || errno == ZError.EHOSTUNREACH)) {
      // JeroMQ takes the next frame for the rest of this message and swallows it: let it have one.
      socket.send(new byte[] {0}, false);
    }
    if (errno == ZError.EAGAIN || (errno == ZError.EFSM && kind == SocketKind.REQ)) {
      return Outcome.BLOCKED;
    } else if (errno == ZError.EHOSTUNREACH) {
      outgoing.refused(
          ZmqFailure.UNROUTABLE, "has no peer with the routing id " + id(outgoing.message));
    } else if (errno == ZError.EFSM) {
      outgoing.refused(ZmqFailure.WRONG_STATE, "owes no reply: no request came since the last one");
    } else {
      outgoing.refused(ZmqFailure.INTERNAL, "refused the message, errno " + errno);
    }
    return Outcome.REFUSED;
  }

  private static String id(ZmqMessage message) {
    return ZmqMessage.wrap(message.array(0)).toString();
  }
}
