// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.Outgoing;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.SocketKind;
import io.zmqchans.loop.Tally;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What is sent to {@code in}, on its way to the socket. {@link #handle} is for the verticle's
 * context, one call at a time; the figures for any thread. What is accepted is answered when ZeroMQ
 * has it, what isn't is answered with a failure.
 */
final class InChannel implements In {
  /** How many more than {@code maxPending} may be on their way to the loop, which then decides. */
  private static final int TRANSIT = 1000;

  private final PollLoop loop;
  private final LoopSocket socket;
  private final Events events;
  private final Function<Object, ZmqMessage> encoder;
  private final int maxPending;
  private final AtomicInteger underway = new AtomicInteger();
  private final Tally accepted = new Tally();
  private final Tally settled = new Tally();
  private boolean proxied;

  InChannel(PollLoop loop, LoopSocket socket, Events events, SocketOptions options) {
    this.loop = loop;
    this.socket = socket;
    this.events = events;
    this.encoder = Bodies.encoder(options);
    this.maxPending = options.getMaxPending();
  }

  @Override
  public void closeForProxy(boolean proxied) {
    this.proxied = proxied;
  }

  @Override
  public void handle(Message<Object> request) {
    if (proxied) {
      events.refuse(
          request, ZmqFailure.WRONG_STATE, "is in a proxy and sends only what that forwards");
      return;
    }
    ZmqMessage message;
    try {
      message = encoder.apply(request.body());
      check(message);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      events.refuse(request, ZmqFailure.BAD_MESSAGE, "can't send this: " + e.getMessage());
      return;
    }
    if (underway.get() >= TRANSIT + maxPending) { // only if the loop is far behind
      events.refuse(
          request, ZmqFailure.FULL, "has too many messages on their way to its maxPending");
      return;
    }
    underway.incrementAndGet();
    loop.submit(new Letter(request, message));
  }

  private void check(ZmqMessage message) {
    SocketKind kind = socket.kind();
    if (kind == SocketKind.ROUTER && message.size() < 2) {
      throw new IllegalArgumentException(
          "a router's message is a routing id and at least one frame more");
    } else if (kind == SocketKind.STREAM && message.size() != 2) {
      throw new IllegalArgumentException(
          "a stream's message is a routing id and one frame, found " + message.size() + " frames");
    }
  }

  @Override
  public long pending() {
    long done = settled.get(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }

  private final class Letter extends Outgoing {
    private final Message<Object> request;
    private boolean waiting;

    Letter(Message<Object> request, ZmqMessage message) {
      super(socket, message);
      this.request = request;
    }

    @Override
    protected int maxPending() {
      return maxPending;
    }

    @Override
    protected void accepted() {
      waiting = true;
      accepted.add(1);
      underway.decrementAndGet();
    }

    @Override
    protected void sent() {
      settled.add(1);
      if (request.replyAddress() != null) {
        request.reply(null);
      }
    }

    @Override
    protected void refused(ZmqFailure failure, String why) {
      if (waiting) {
        settled.add(1);
      } else {
        underway.decrementAndGet();
      }
      events.refuse(request, failure, why);
    }
  }
}
