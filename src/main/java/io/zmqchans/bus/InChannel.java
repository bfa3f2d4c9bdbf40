// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.eventbus.Message;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqBatch;
import io.zmqchans.ZmqFailure;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What is sent to {@code in}, on its way to the socket. {@link #handle} is for one context, one
 * call at a time; the figures for any thread. What is accepted is answered when ZeroMQ has it, what
 * isn't is answered with a failure.
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
  private volatile boolean proxied;

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
    LoopTask task;
    try {
      task = task(request);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      events.refuse(request, ZmqFailure.BAD_MESSAGE, "can't send this: " + e.getMessage());
      return;
    }
    if (underway.get() >= TRANSIT + maxPending) { // only if the loop is far behind
      events.refuse(
          request, ZmqFailure.FULL, "has too many messages on their way to its maxPending");
      return;
    }
    underway.addAndGet(Delivery.count(request.body()));
    loop.perform(task);
  }

  private LoopTask task(Message<Object> request) {
    if (!(request.body() instanceof ZmqBatch batch)) {
      return new Single(request, message(request.body()));
    }
    List<ZmqMessage> messages = new ArrayList<>(batch.size());
    for (ZmqMessage each : batch) {
      messages.add(message(each));
    }
    return new Bundle(this, socket, request, messages);
  }

  private ZmqMessage message(Object body) {
    ZmqMessage message = encoder.apply(body);
    check(message);
    return message;
  }

  private void check(ZmqMessage message) {
    String misfit = socket.kind().misfit(message);
    if (misfit != null) {
      throw new IllegalArgumentException(misfit);
    }
  }

  @Override
  public long pending() {
    long done = settled.get(); // first, so that the difference isn't negative
    return accepted.get() - done;
  }

  /** Any thread. Tells the sender that so many of its messages won't be sent. */
  void refuse(Message<Object> request, int count, ZmqFailure failure, String why) {
    events.refuse(request, count, failure, why);
  }

  int maxPending() {
    return maxPending;
  }

  /** Loop thread. Tells the sender that ZeroMQ has what it sent. */
  void answer(Message<Object> request) {
    if (request.replyAddress() != null) {
      request.reply(null);
    }
  }

  /** Loop thread. A message has arrived there and waits. */
  void accepted() {
    accepted.add(1);
    arrived();
  }

  /** Any thread. A message isn't on its way to the loop any more. */
  void arrived() {
    underway.decrementAndGet();
  }

  /** Loop thread. A message that was accepted waits no longer. */
  void settled() {
    settled.add(1);
  }

  private final class Single extends Letter {
    private final Message<Object> request;

    Single(Message<Object> request, ZmqMessage message) {
      super(InChannel.this, socket, message);
      this.request = request;
    }

    @Override
    protected void taken() {
      answer(request);
    }

    @Override
    protected void returned(ZmqFailure failure, String why) {
      refuse(request, 1, failure, why);
    }
  }
}
