// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageProducer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.SocketOptions;
import io.zmqchans.ZmqMessage;
import io.zmqchans.loop.LoopSocket;
import io.zmqchans.loop.LoopTask;
import io.zmqchans.loop.PollLoop;
import io.zmqchans.loop.Receiver;
import io.zmqchans.loop.Tally;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * What a socket receives, on its way to {@code out}. For the loop thread; {@link #taken()} and the
 * figures for any.
 *
 * <p>At most {@code maxInFlight} messages are on their way: each takes a credit, which comes back
 * when a handler takes the message. Without credits, or while nobody is registered, the socket
 * isn't read.
 */
final class OutChannel implements Receiver {
  private static final long NO_HANDLER_RETRY_MILLIS = 20;

  private final Vertx vertx;
  private final PollLoop loop;
  private final Events events;
  private final Function<ZmqMessage, Object> decoder;
  private final boolean nullIsBody;
  private final MessageProducer<Object> producer;
  private final Credits credits;
  private final Queue<Object> held = new ArrayDeque<>();
  private final Tally undecodable = new Tally();
  private final Tally passed = new Tally();
  private final Tally dropped = new Tally();
  private final Tally heldCount = new Tally();
  private LoopSocket socket;
  private boolean closed;

  OutChannel(
      Vertx vertx,
      PollLoop loop,
      Events events,
      SocketOptions options,
      MessageProducer<Object> producer) {
    this.vertx = vertx;
    this.loop = loop;
    this.events = events;
    this.nullIsBody = options.getDecoder() == null;
    this.decoder = nullIsBody ? Format.of(options.getFormat()) : options.getDecoder();
    this.producer = producer;
    LoopTask resume = LoopTask.of(this::resume);
    this.credits = new Credits(options.getMaxInFlight(), () -> loop.submit(resume));
  }

  /** Before anything is received. */
  void attach(LoopSocket socket) {
    this.socket = socket;
  }

  @Override
  public int demand() {
    return held.isEmpty() && !closed ? credits.available() : 0;
  }

  @Override
  public void receive(ZmqMessage message) {
    Object body;
    try {
      body = decoder.apply(message);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) { // a user's code
      undecodable(e.toString());
      return;
    }
    if (body == null && !nullIsBody) {
      passed.add(1);
    } else if (!held.isEmpty() || !write(body)) { // in order: not past those that are held
      hold(body);
    }
  }

  /** A message that a proxy takes instead. */
  void passed() {
    passed.add(1);
  }

  /** Any thread. A handler of this Vertx takes a message; false if none is on its way. */
  boolean taken() {
    return credits.giveBack();
  }

  /**
   * Hands a body to the bus.
   *
   * @return false if nobody is registered
   */
  private boolean write(Object body) {
    credits.take();
    Future<Void> written;
    try {
      written = producer.write(body);
    } catch (RuntimeException e) { // no codec carries a decoder's result, or its codec refuses it
      credits.untake();
      undecodable(e.getMessage());
      return true;
    }
    if (!written.isComplete()) { // on a cluster it is known later
      written.onFailure(e -> loop.submit(LoopTask.of(() -> failed(body, e))));
      return true;
    }
    if (written.succeeded()) {
      return true;
    }
    credits.untake();
    return !noHandlers(written.cause()) && drop(written.cause().toString());
  }

  private void failed(Object body, Throwable cause) {
    credits.untake();
    if (noHandlers(cause)) {
      hold(body);
    } else {
      drop(cause.toString());
    }
  }

  private static boolean noHandlers(Throwable cause) {
    return cause instanceof ReplyException e && e.failureType() == ReplyFailure.NO_HANDLERS;
  }

  /** Counts and reports a message that is lost. */
  boolean drop(String why) {
    dropped.add(1);
    events.report(Events.Loss.DROPPED, why);
    return true;
  }

  private void undecodable(String why) {
    undecodable.add(1);
    events.report(Events.Loss.UNDECODABLE, why);
  }

  /**
   * Keeps a message until somebody registers. The bus doesn't tell when, so it is tried again and
   * again.
   */
  private void hold(Object body) {
    held.add(body);
    heldCount.add(1);
    if (held.size() == 1) {
      retryLater();
    }
  }

  private void retryLater() {
    vertx.setTimer(NO_HANDLER_RETRY_MILLIS, id -> loop.submit(LoopTask.of(this::retry)));
  }

  private void retry() {
    while (!held.isEmpty() && credits.available() > 0) {
      if (!write(held.peek())) {
        break;
      }
      held.remove();
      heldCount.add(-1);
    }
    if (held.isEmpty()) {
      resume();
    } else {
      retryLater();
    }
  }

  private void resume() {
    if (!closed) {
      socket.resume();
    }
  }

  /** The socket is closed. */
  void close() {
    closed = true;
    heldCount.add(-held.size());
    for (; !held.isEmpty(); held.remove()) {
      drop("the socket was closed before anybody registered");
    }
  }

  /** Any thread. Messages that a handler, the decoder or a proxy took. */
  long delivered() {
    return credits.returned() + passed.get();
  }

  /**
   * Any thread. Messages on the bus that no handler took yet, and those that wait for somebody to
   * register.
   */
  long inFlight() {
    return credits.inFlight() + heldCount.get();
  }

  /** Any thread. */
  boolean isPaused() {
    return credits.isStarving() || heldCount.get() > 0;
  }

  /** Any thread. */
  long undecodable() {
    return undecodable.get();
  }

  /** Any thread. */
  long dropped() {
    return dropped.get();
  }
}
