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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * What is sent to {@code in}, on its way to the socket. {@link #handle} is for the verticle's
 * context, one call at a time; the figures for any thread. What is accepted is answered when ZeroMQ
 * has it, what isn't is answered with a failure.
 */
final class InChannel {
  private final PollLoop loop;
  private final LoopSocket socket;
  private final Events events;
  private final Function<Object, ZmqMessage> encoder;
  private final int maxPending;
  private final Tally accepted = new Tally();
  private final LongAdder settled = new LongAdder();
  private boolean proxied;

  InChannel(PollLoop loop, LoopSocket socket, Events events, SocketOptions options) {
    this.loop = loop;
    this.socket = socket;
    this.events = events;
    this.encoder = options.getEncoder() == null ? Bodies::toMessage : options.getEncoder();
    this.maxPending = options.getMaxPending();
  }

  /** While the socket is in a proxy, which alone sends through it then. */
  void closeForProxy(boolean proxied) {
    this.proxied = proxied;
  }

  void handle(Message<Object> request) {
    if (proxied) {
      refuse(request, ZmqFailure.WRONG_STATE, "is in a proxy and sends only what that forwards");
      return;
    }
    ZmqMessage message;
    try {
      message = encoder.apply(request.body());
      check(message);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      refuse(request, ZmqFailure.BAD_MESSAGE, "can't send this: " + e.getMessage());
      return;
    }
    if (pending() >= maxPending) {
      refuse(
          request,
          ZmqFailure.FULL,
          "has " + maxPending + " messages pending, which is its maxPending");
      return;
    }
    accepted.add(1);
    loop.submit(new Accepted(request, message));
  }

  private void check(ZmqMessage message) {
    if (message == null) {
      throw new IllegalArgumentException("the encoder returned null");
    }
    SocketKind kind = socket.kind();
    if (kind == SocketKind.ROUTER && message.size() < 2) {
      throw new IllegalArgumentException(
          "a router's message is a routing id and at least one frame more");
    } else if (kind == SocketKind.STREAM && message.size() != 2) {
      throw new IllegalArgumentException(
          "a stream's message is a routing id and one frame, found " + message.size() + " frames");
    }
  }

  private void refuse(Message<Object> request, ZmqFailure failure, String why) {
    String text = "socket '" + socket.name() + "' " + why;
    if (request.replyAddress() == null) {
      events.report(Events.Kind.REFUSED, failure + ": " + text);
    } else {
      events.count(Events.Kind.REFUSED);
      request.fail(failure.code(), text);
    }
  }

  /** Any thread. Messages accepted that ZeroMQ doesn't have yet. */
  long pending() {
    long done = settled.sum(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }

  private final class Accepted extends Outgoing {
    private final Message<Object> request;

    Accepted(Message<Object> request, ZmqMessage message) {
      super(socket, message);
      this.request = request;
    }

    @Override
    protected void sent() {
      settled.increment();
      if (request.replyAddress() != null) {
        request.reply(null);
      }
    }

    @Override
    protected void refused(ZmqFailure failure, String why) {
      settled.increment();
      refuse(request, failure, why);
    }
  }
}
