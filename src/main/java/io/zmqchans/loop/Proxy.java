// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.loop;

import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;

/**
 * Forwards whole messages between two sockets, both ways where their types allow. For the loop
 * thread. A side that can't get rid of its messages stops the other side from being read, so
 * ZeroMQ's high-water marks slow the sender down.
 */
public final class Proxy {
  /** How many messages may wait on one side for the other. */
  private static final int WINDOW = 256;

  /** Who is told of what passes. Called on the loop thread. */
  public interface Tap {
    /** How many messages may pass now; after 0 both sockets are resumed when there may be more. */
    int demand();

    /** A message is on its way. */
    void forwarded(LoopSocket from, ZmqMessage message);

    /** A message could not be sent on. */
    void lost(LoopSocket at, String why);

    /** A message came that the type of the socket doesn't have. */
    void unreadable(LoopSocket from, String why);
  }

  private final LoopSocket frontend;
  private final LoopSocket backend;
  private final Tap tap;

  private Proxy(LoopSocket frontend, LoopSocket backend, Tap tap) {
    this.frontend = frontend;
    this.backend = backend;
    this.tap = tap;
  }

  /** Takes over what the two sockets receive. */
  public static Proxy start(LoopSocket frontend, LoopSocket backend, Tap tap) {
    boolean forth = frontend.kind().receives() && backend.kind().sends();
    boolean back = backend.kind().receives() && frontend.kind().sends();
    if (!forth && !back) {
      throw ZmqFailure.UNSUPPORTED.exception(
          "no message can pass between a %s and a %s"
              .formatted(frontend.kind().typeName(), backend.kind().typeName()));
    }
    for (LoopSocket side : new LoopSocket[] {frontend, backend}) {
      if (side.isClosed()) {
        throw ZmqFailure.CLOSED.exception("socket '" + side.name() + "' is closed");
      } else if (side.traffic().inbox().isProxied()) {
        throw ZmqFailure.WRONG_STATE.exception(
            "socket '" + side.name() + "' is in a proxy already");
      }
    }
    Proxy proxy = new Proxy(frontend, backend, tap);
    frontend.traffic().divert(forth ? proxy.new Direction(frontend, backend) : Receiver.NONE);
    backend.traffic().divert(back ? proxy.new Direction(backend, frontend) : Receiver.NONE);
    return proxy;
  }

  /** Gives the sockets back; what was received already is still sent on. */
  public void stop() {
    frontend.traffic().divert(null);
    backend.traffic().divert(null);
  }

  private final class Direction implements Receiver {
    private final LoopSocket from;
    private final LoopSocket to;
    private int underway;

    Direction(LoopSocket from, LoopSocket to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public int demand() {
      return Math.min(WINDOW - underway, tap.demand());
    }

    @Override
    public void receive(ZmqMessage message) {
      tap.forwarded(from, message);
      String misfit = to.kind().misfit(message);
      if (misfit == null) {
        underway++;
        to.traffic().enqueue(new Forwarded(this, message));
      } else {
        tap.lost(to, "can't send this: " + misfit);
      }
    }

    @Override
    public void misfit(String why) {
      tap.unreadable(from, why);
    }

    void done() {
      underway--;
      from.resume();
    }
  }

  private final class Forwarded extends Outgoing {
    private final Direction direction;

    Forwarded(Direction direction, ZmqMessage message) {
      super(direction.to, message);
      this.direction = direction;
    }

    @Override
    protected int maxPending() {
      return Integer.MAX_VALUE; // demand() sees to it
    }

    @Override
    protected void accepted() {}

    @Override
    protected void sent() {
      direction.done();
    }

    @Override
    protected void refused(ZmqFailure failure, String why) {
      tap.lost(direction.to, why);
      direction.done();
    }
  }
}
