// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.support;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.zmqchans.ZmqFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Traffic that keeps going until its sockets are closed, and that then must come to an end. */
public final class Chatter {
  private final LongAdder arrived = new LongAdder();
  private final AtomicInteger outstanding = new AtomicInteger();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

  /** Sends this again whenever ZeroMQ took it; so many are underway at a time. */
  public void flood(OpenSocket socket, Object body, int underway) {
    for (int i = 0; i < underway; i++) {
      sendOnAndOn(socket, body);
    }
  }

  private void sendOnAndOn(OpenSocket socket, Object body) {
    send(socket, body, () -> sendOnAndOn(socket, body));
  }

  /** Counts what comes out of a socket. */
  public void count(OpenSocket socket) {
    socket.listen(body -> arrived.increment());
  }

  /** Counts what comes out of a socket, and sends it back. */
  public void echo(OpenSocket socket) {
    socket.listen(
        body -> {
          arrived.increment();
          send(socket, body, () -> {});
        });
  }

  private void send(OpenSocket socket, Object body, Runnable then) {
    outstanding.incrementAndGet();
    socket
        .submit(body)
        .onComplete(
            sent -> {
              if (sent.succeeded()) {
                then.run();
              } else if (!isClosed(sent.cause())) {
                surprises.add(sent.cause());
              }
              outstanding.decrementAndGet();
            });
  }

  /** From us, or from Vert.x: the address is gone, or went while the message was queued for it. */
  private static boolean isClosed(Throwable failure) {
    return ZmqFailure.of(failure) == ZmqFailure.CLOSED
        || (failure instanceof ReplyException e
            && (e.failureType() == ReplyFailure.NO_HANDLERS
                || e.getMessage().startsWith("Discarded the request")));
  }

  /** Waits until so many have arrived. */
  public void awaitArrivals(long count) {
    Eventually.until(() -> arrived + " of " + count + " arrived", () -> arrived.sum() >= count);
  }

  /** Waits until every sender has been told, and fails if one was told anything but "closed". */
  public void awaitEnd() {
    Eventually.until(
        () -> outstanding + " senders are still waiting", () -> outstanding.get() == 0);
    if (!surprises.isEmpty()) {
      throw new AssertionError(
          "senders were told this, and " + surprises.size() + " in all", surprises.peek());
    }
  }
}
