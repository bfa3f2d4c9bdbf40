// SPDX-License-Identifier: EPL-2.0 OR Apache-2.0
package io.zmqchans.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.zmqchans.ZmqFailure;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one socket has to report, counted and published on its {@code events} address. Any thread
 * may call it. The first of a kind is published at once, further ones together, at most once in
 * {@link #PERIOD_MILLIS}: reporting a flood isn't one.
 */
final class Events {
  static final long PERIOD_MILLIS = 200;

  enum Kind {
    /** Taken from the socket, and lost. */
    DROPPED,
    /** Not accepted on {@code in}. */
    REFUSED,
    /** A consumer answered with a failure. */
    REJECTED,
    /** Taken from the socket, and not what {@code format} or the decoder wants. */
    UNDECODABLE,
    /** Connections cut off above {@code maxConnections}. */
    LIMITED,
    /** Connection events that weren't published one by one. */
    UNMONITORED,
    /** Consumers have taken nothing for a while; counts such whiles. */
    STALLED;

    private final String event = name().toLowerCase(Locale.ROOT);
  }

  private static final class Figure {
    final LongAdder total = new LongAdder();
    final AtomicLong unpublished = new AtomicLong();
    final AtomicBoolean waiting = new AtomicBoolean();
  }

  private final Vertx vertx;
  private final String address;
  private final String socket;
  private final Map<Kind, Figure> figures = new EnumMap<>(Kind.class);

  Events(Vertx vertx, String address, String socket) {
    this.vertx = vertx;
    this.address = address;
    this.socket = socket;
    for (Kind kind : Kind.values()) {
      figures.put(kind, new Figure());
    }
  }

  /** Counts one, and sees to it that it is published, soon if not at once. */
  void report(Kind kind, String reason) {
    report(kind, 1, reason);
  }

  /** Counts some, and sees to it that they are published, soon if not at once. */
  void report(Kind kind, long n, String reason) {
    Figure figure = figures.get(kind);
    figure.total.add(n);
    figure.unpublished.addAndGet(n);
    if (figure.waiting.compareAndSet(false, true)) {
      publish(kind, figure, reason);
    }
  }

  /**
   * Counts some as rejected, if that is what a request failed with: its consumer's own answer.
   *
   * @return whether it is
   */
  boolean reportRejection(long n, Throwable failure) {
    if (!isRejection(failure)) {
      return false;
    }
    String why = ((ReplyException) failure).failureCode() + ": " + failure.getMessage();
    report(Kind.REJECTED, n, why);
    return true;
  }

  static boolean isRejection(Throwable failure) {
    return failure instanceof ReplyException e && e.failureType() == ReplyFailure.RECIPIENT_FAILURE;
  }

  /** Counts, publishes and, if an answer is wanted, answers what isn't accepted on {@code in}. */
  void refuse(Message<?> request, ZmqFailure failure, String why) {
    refuse(request, Delivery.count(request.body()), failure, why);
  }

  /** The same, for so many of the messages that the request is. */
  void refuse(Message<?> request, int count, ZmqFailure failure, String why) {
    report(Kind.REFUSED, count, failure + ": " + sentence(why));
    if (request.replyAddress() != null) {
      request.fail(failure.code(), sentence(why));
    }
  }

  /** The socket's name, and then this. */
  String sentence(String predicate) {
    return "socket '" + socket + "' " + predicate;
  }

  long total(Kind kind) {
    return figures.get(kind).total.sum();
  }

  /** Publishes an event that isn't counted. */
  void publish(String event, JsonObject fields) {
    JsonObject named = new JsonObject().put("event", event).put("socket", socket);
    try {
      vertx.eventBus().publish(address, named.mergeIn(fields));
    } catch (IllegalStateException | RejectedExecutionException e) {
      // Vert.x is closing: there is nobody left to tell.
    }
  }

  private void publish(Kind kind, Figure figure, String reason) {
    JsonObject fields =
        new JsonObject()
            .put("count", figure.unpublished.getAndSet(0))
            .put("total", figure.total.sum())
            .put("reason", reason);
    publish(kind.event, fields);
    try {
      vertx.setTimer(PERIOD_MILLIS, id -> periodOver(kind, figure, reason));
    } catch (IllegalStateException | RejectedExecutionException e) {
      // Vert.x is closing: there is nobody left to tell.
    }
  }

  private void periodOver(Kind kind, Figure figure, String reason) {
    if (figure.unpublished.get() == 0) {
      figure.waiting.set(false);
      // Whoever reported in between saw that this was waiting, and left it to this.
      if (figure.unpublished.get() == 0 || !figure.waiting.compareAndSet(false, true)) {
        return;
      }
    }
    publish(kind, figure, reason);
  }
}
